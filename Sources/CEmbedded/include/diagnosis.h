#ifndef CEMBEDDED_DIAGNOSIS_H
#define CEMBEDDED_DIAGNOSIS_H

#include "embedded_bytes.h"

/// What the diagnosis knows: UTF-8, tab separated, header line first, lines end in LF,
/// `#` starts a comment line. The last two columns are source and date.
embedded_bytes embedded_diagnosis_concepts(void);
embedded_bytes embedded_diagnosis_languages(void);
embedded_bytes embedded_diagnosis_wording(void);
embedded_bytes embedded_diagnosis_servers(void);
embedded_bytes embedded_diagnosis_providers(void);
embedded_bytes embedded_diagnosis_blocklists(void);
embedded_bytes embedded_diagnosis_codes(void);
embedded_bytes embedded_diagnosis_domains(void);
embedded_bytes embedded_diagnosis_findings(void);
embedded_bytes embedded_diagnosis_steps(void);

#endif
