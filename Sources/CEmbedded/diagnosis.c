#include "diagnosis.h"

static const unsigned char concepts[] = {
#embed "diagnosis/concepts.tsv"
};

static const unsigned char languages[] = {
#embed "diagnosis/languages.tsv"
};

static const unsigned char wording[] = {
#embed "diagnosis/wording.tsv"
};

static const unsigned char servers[] = {
#embed "diagnosis/servers.tsv"
};

static const unsigned char providers[] = {
#embed "diagnosis/providers.tsv"
};

static const unsigned char blocklists[] = {
#embed "diagnosis/blocklists.tsv"
};

static const unsigned char codes[] = {
#embed "diagnosis/codes.tsv"
};

static const unsigned char domains[] = {
#embed "diagnosis/domains.tsv"
};

static const unsigned char findings[] = {
#embed "diagnosis/findings.tsv"
};

static const unsigned char steps[] = {
#embed "diagnosis/steps.tsv"
};

embedded_bytes embedded_diagnosis_concepts(void) {
    return (embedded_bytes){concepts, sizeof concepts};
}

embedded_bytes embedded_diagnosis_languages(void) {
    return (embedded_bytes){languages, sizeof languages};
}

embedded_bytes embedded_diagnosis_wording(void) {
    return (embedded_bytes){wording, sizeof wording};
}

embedded_bytes embedded_diagnosis_servers(void) {
    return (embedded_bytes){servers, sizeof servers};
}

embedded_bytes embedded_diagnosis_providers(void) {
    return (embedded_bytes){providers, sizeof providers};
}

embedded_bytes embedded_diagnosis_blocklists(void) {
    return (embedded_bytes){blocklists, sizeof blocklists};
}

embedded_bytes embedded_diagnosis_codes(void) {
    return (embedded_bytes){codes, sizeof codes};
}

embedded_bytes embedded_diagnosis_domains(void) {
    return (embedded_bytes){domains, sizeof domains};
}

embedded_bytes embedded_diagnosis_findings(void) {
    return (embedded_bytes){findings, sizeof findings};
}

embedded_bytes embedded_diagnosis_steps(void) {
    return (embedded_bytes){steps, sizeof steps};
}
