#include "labs.h"

static const unsigned char healthy[] = {
#embed "labs/healthy.lab"
};

static const unsigned char user_unknown[] = {
#embed "labs/user-unknown.lab"
};

static const unsigned char relay_denied[] = {
#embed "labs/relay-denied.lab"
};

static const unsigned char syntax_strict[] = {
#embed "labs/syntax-strict.lab"
};

static const unsigned char helo_fqdn[] = {
#embed "labs/helo-fqdn.lab"
};

static const unsigned char no_ehlo[] = {
#embed "labs/no-ehlo.lab"
};

static const unsigned char mailbox_full[] = {
#embed "labs/mailbox-full.lab"
};

static const unsigned char greylisting[] = {
#embed "labs/greylisting.lab"
};

static const unsigned char rate_limit[] = {
#embed "labs/rate-limit.lab"
};

static const unsigned char too_many_connections[] = {
#embed "labs/too-many-connections.lab"
};

static const unsigned char too_many_recipients[] = {
#embed "labs/too-many-recipients.lab"
};

static const unsigned char shutdown[] = {
#embed "labs/shutdown.lab"
};

static const unsigned char disk_full[] = {
#embed "labs/disk-full.lab"
};

static const unsigned char size_exceeded[] = {
#embed "labs/size-exceeded.lab"
};

static const unsigned char content_rejected[] = {
#embed "labs/content-rejected.lab"
};

static const unsigned char headers_missing[] = {
#embed "labs/headers-missing.lab"
};

static const unsigned char no_utf8[] = {
#embed "labs/no-utf8.lab"
};

static const unsigned char bare_lf[] = {
#embed "labs/bare-lf.lab"
};

static const unsigned char tls_required[] = {
#embed "labs/tls-required.lab"
};

static const unsigned char cert_expired[] = {
#embed "labs/cert-expired.lab"
};

static const unsigned char cert_wrong_name[] = {
#embed "labs/cert-wrong-name.lab"
};

static const unsigned char cert_self_signed[] = {
#embed "labs/cert-self-signed.lab"
};

static const unsigned char cert_not_yet_valid[] = {
#embed "labs/cert-not-yet-valid.lab"
};

static const unsigned char cert_weak[] = {
#embed "labs/cert-weak.lab"
};

static const unsigned char cert_missing_chain[] = {
#embed "labs/cert-missing-chain.lab"
};

static const unsigned char old_tls[] = {
#embed "labs/old-tls.lab"
};

static const unsigned char starttls_stripped[] = {
#embed "labs/starttls-stripped.lab"
};

static const unsigned char starttls_broken[] = {
#embed "labs/starttls-broken.lab"
};

static const unsigned char implicit_tls[] = {
#embed "labs/implicit-tls.lab"
};

static const unsigned char auth_required[] = {
#embed "labs/auth-required.lab"
};

static const unsigned char bad_password[] = {
#embed "labs/bad-password.lab"
};

static const unsigned char oauth_only[] = {
#embed "labs/oauth-only.lab"
};

static const unsigned char early_talker[] = {
#embed "labs/early-talker.lab"
};

static const unsigned char silent[] = {
#embed "labs/silent.lab"
};

static const unsigned char tarpit[] = {
#embed "labs/tarpit.lab"
};

static const unsigned char lost_after_dot[] = {
#embed "labs/lost-after-dot.lab"
};

static const unsigned char slow_scan[] = {
#embed "labs/slow-scan.lab"
};

static const unsigned char broken_reply[] = {
#embed "labs/broken-reply.lab"
};

static const unsigned char chaos[] = {
#embed "labs/chaos.lab"
};

static const unsigned char spf_fail[] = {
#embed "labs/spf-fail.lab"
};

static const unsigned char open_relay[] = {
#embed "labs/open-relay.lab"
};

static const unsigned char smuggling[] = {
#embed "labs/smuggling.lab"
};

static const unsigned char starttls_injection[] = {
#embed "labs/starttls-injection.lab"
};

static const unsigned char lmtp[] = {
#embed "labs/lmtp.lab"
};

typedef struct {
    const char *name;
    embedded_bytes file;
} lab;

// In the order people see them in.
static const lab labs[] = {
    {"healthy", {healthy, sizeof healthy}},
    {"user-unknown", {user_unknown, sizeof user_unknown}},
    {"relay-denied", {relay_denied, sizeof relay_denied}},
    {"syntax-strict", {syntax_strict, sizeof syntax_strict}},
    {"helo-fqdn", {helo_fqdn, sizeof helo_fqdn}},
    {"no-ehlo", {no_ehlo, sizeof no_ehlo}},
    {"mailbox-full", {mailbox_full, sizeof mailbox_full}},
    {"greylisting", {greylisting, sizeof greylisting}},
    {"rate-limit", {rate_limit, sizeof rate_limit}},
    {"too-many-connections", {too_many_connections, sizeof too_many_connections}},
    {"too-many-recipients", {too_many_recipients, sizeof too_many_recipients}},
    {"shutdown", {shutdown, sizeof shutdown}},
    {"disk-full", {disk_full, sizeof disk_full}},
    {"size-exceeded", {size_exceeded, sizeof size_exceeded}},
    {"content-rejected", {content_rejected, sizeof content_rejected}},
    {"headers-missing", {headers_missing, sizeof headers_missing}},
    {"no-utf8", {no_utf8, sizeof no_utf8}},
    {"bare-lf", {bare_lf, sizeof bare_lf}},
    {"tls-required", {tls_required, sizeof tls_required}},
    {"cert-expired", {cert_expired, sizeof cert_expired}},
    {"cert-wrong-name", {cert_wrong_name, sizeof cert_wrong_name}},
    {"cert-self-signed", {cert_self_signed, sizeof cert_self_signed}},
    {"cert-not-yet-valid", {cert_not_yet_valid, sizeof cert_not_yet_valid}},
    {"cert-weak", {cert_weak, sizeof cert_weak}},
    {"cert-missing-chain", {cert_missing_chain, sizeof cert_missing_chain}},
    {"old-tls", {old_tls, sizeof old_tls}},
    {"starttls-stripped", {starttls_stripped, sizeof starttls_stripped}},
    {"starttls-broken", {starttls_broken, sizeof starttls_broken}},
    {"implicit-tls", {implicit_tls, sizeof implicit_tls}},
    {"auth-required", {auth_required, sizeof auth_required}},
    {"bad-password", {bad_password, sizeof bad_password}},
    {"oauth-only", {oauth_only, sizeof oauth_only}},
    {"early-talker", {early_talker, sizeof early_talker}},
    {"silent", {silent, sizeof silent}},
    {"tarpit", {tarpit, sizeof tarpit}},
    {"lost-after-dot", {lost_after_dot, sizeof lost_after_dot}},
    {"slow-scan", {slow_scan, sizeof slow_scan}},
    {"broken-reply", {broken_reply, sizeof broken_reply}},
    {"chaos", {chaos, sizeof chaos}},
    {"spf-fail", {spf_fail, sizeof spf_fail}},
    {"open-relay", {open_relay, sizeof open_relay}},
    {"smuggling", {smuggling, sizeof smuggling}},
    {"starttls-injection", {starttls_injection, sizeof starttls_injection}},
    {"lmtp", {lmtp, sizeof lmtp}},
};

unsigned embedded_lab_count(void) {
    return sizeof labs / sizeof labs[0];
}

const char *embedded_lab_name(unsigned index) {
    return labs[index].name;
}

embedded_bytes embedded_lab(unsigned index) {
    return labs[index].file;
}
