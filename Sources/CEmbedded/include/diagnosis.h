#ifndef CEMBEDDED_DIAGNOSIS_H
#define CEMBEDDED_DIAGNOSIS_H

#include "embedded_bytes.h"

/// What the diagnosis knows, in the order of precedence: UTF-8, tab separated, header line first,
/// lines end in LF, `#` starts a comment line. The last two columns are source and date.
unsigned embedded_diagnosis_count(void);

/// What a table is for: phrases, rules, domains, findings or steps.
const char *embedded_diagnosis_group(unsigned index);

/// Its path below `diagnosis`, without the ending.
const char *embedded_diagnosis_name(unsigned index);

embedded_bytes embedded_diagnosis_file(unsigned index);

#endif
