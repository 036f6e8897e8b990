#ifndef CEMBEDDED_REGISTRY_H
#define CEMBEDDED_REGISTRY_H

#include "embedded_bytes.h"

/// The pocket reference: UTF-8, tab separated, header line first, lines end in LF, `#` comments.
embedded_bytes embedded_registry_reply_codes(void);
embedded_bytes embedded_registry_enhanced_codes(void);
embedded_bytes embedded_registry_keywords(void);
embedded_bytes embedded_registry_verbs(void);
embedded_bytes embedded_registry_parameters(void);
embedded_bytes embedded_registry_mechanisms(void);
embedded_bytes embedded_registry_ports(void);
embedded_bytes embedded_registry_rfcs(void);
embedded_bytes embedded_registry_script(void);

#endif
