#include "registry.h"

static const unsigned char reply_codes[] = {
#embed "registry/reply-codes.tsv"
};

static const unsigned char enhanced_codes[] = {
#embed "registry/enhanced-codes.tsv"
};

static const unsigned char keywords[] = {
#embed "registry/keywords.tsv"
};

static const unsigned char verbs[] = {
#embed "registry/verbs.tsv"
};

static const unsigned char parameters[] = {
#embed "registry/parameters.tsv"
};

static const unsigned char mechanisms[] = {
#embed "registry/mechanisms.tsv"
};

static const unsigned char ports[] = {
#embed "registry/ports.tsv"
};

static const unsigned char rfcs[] = {
#embed "registry/rfcs.tsv"
};

static const unsigned char script[] = {
#embed "registry/script.tsv"
};

embedded_bytes embedded_registry_reply_codes(void) {
    return (embedded_bytes){reply_codes, sizeof reply_codes};
}

embedded_bytes embedded_registry_enhanced_codes(void) {
    return (embedded_bytes){enhanced_codes, sizeof enhanced_codes};
}

embedded_bytes embedded_registry_keywords(void) {
    return (embedded_bytes){keywords, sizeof keywords};
}

embedded_bytes embedded_registry_verbs(void) {
    return (embedded_bytes){verbs, sizeof verbs};
}

embedded_bytes embedded_registry_parameters(void) {
    return (embedded_bytes){parameters, sizeof parameters};
}

embedded_bytes embedded_registry_mechanisms(void) {
    return (embedded_bytes){mechanisms, sizeof mechanisms};
}

embedded_bytes embedded_registry_ports(void) {
    return (embedded_bytes){ports, sizeof ports};
}

embedded_bytes embedded_registry_rfcs(void) {
    return (embedded_bytes){rfcs, sizeof rfcs};
}

embedded_bytes embedded_registry_script(void) {
    return (embedded_bytes){script, sizeof script};
}
