#include "diagnosis.h"

static const unsigned char concepts[] = {
#embed "diagnosis/concepts.tsv"
};

static const unsigned char wording[] = {
#embed "diagnosis/wording.tsv"
};

static const unsigned char plain[] = {
#embed "diagnosis/plain.tsv"
};

static const unsigned char topics[] = {
#embed "diagnosis/topics.tsv"
};

static const unsigned char hints[] = {
#embed "diagnosis/hints.tsv"
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

static const unsigned char languages_german[] = {
#embed "diagnosis/languages/german.tsv"
};

static const unsigned char languages_french[] = {
#embed "diagnosis/languages/french.tsv"
};

static const unsigned char languages_spanish[] = {
#embed "diagnosis/languages/spanish.tsv"
};

static const unsigned char languages_portuguese[] = {
#embed "diagnosis/languages/portuguese.tsv"
};

static const unsigned char languages_italian[] = {
#embed "diagnosis/languages/italian.tsv"
};

static const unsigned char languages_polish[] = {
#embed "diagnosis/languages/polish.tsv"
};

static const unsigned char languages_russian[] = {
#embed "diagnosis/languages/russian.tsv"
};

static const unsigned char languages_chinese[] = {
#embed "diagnosis/languages/chinese.tsv"
};

static const unsigned char languages_japanese[] = {
#embed "diagnosis/languages/japanese.tsv"
};

static const unsigned char languages_dutch[] = {
#embed "diagnosis/languages/dutch.tsv"
};

static const unsigned char languages_swedish[] = {
#embed "diagnosis/languages/swedish.tsv"
};

static const unsigned char languages_danish[] = {
#embed "diagnosis/languages/danish.tsv"
};

static const unsigned char languages_finnish[] = {
#embed "diagnosis/languages/finnish.tsv"
};

static const unsigned char languages_czech[] = {
#embed "diagnosis/languages/czech.tsv"
};

static const unsigned char languages_korean[] = {
#embed "diagnosis/languages/korean.tsv"
};

static const unsigned char languages_norwegian[] = {
#embed "diagnosis/languages/norwegian.tsv"
};

static const unsigned char languages_turkish[] = {
#embed "diagnosis/languages/turkish.tsv"
};

static const unsigned char providers_google[] = {
#embed "diagnosis/providers/google.tsv"
};

static const unsigned char providers_microsoft[] = {
#embed "diagnosis/providers/microsoft.tsv"
};

static const unsigned char providers_yahoo[] = {
#embed "diagnosis/providers/yahoo.tsv"
};

static const unsigned char providers_apple[] = {
#embed "diagnosis/providers/apple.tsv"
};

static const unsigned char providers_united_internet[] = {
#embed "diagnosis/providers/united-internet.tsv"
};

static const unsigned char providers_t_online[] = {
#embed "diagnosis/providers/t-online.tsv"
};

static const unsigned char providers_orange[] = {
#embed "diagnosis/providers/orange.tsv"
};

static const unsigned char providers_laposte[] = {
#embed "diagnosis/providers/laposte.tsv"
};

static const unsigned char providers_comcast[] = {
#embed "diagnosis/providers/comcast.tsv"
};

static const unsigned char providers_cox[] = {
#embed "diagnosis/providers/cox.tsv"
};

static const unsigned char providers_att[] = {
#embed "diagnosis/providers/att.tsv"
};

static const unsigned char providers_godaddy[] = {
#embed "diagnosis/providers/godaddy.tsv"
};

static const unsigned char providers_zoho[] = {
#embed "diagnosis/providers/zoho.tsv"
};

static const unsigned char providers_rackspace[] = {
#embed "diagnosis/providers/rackspace.tsv"
};

static const unsigned char providers_netease[] = {
#embed "diagnosis/providers/netease.tsv"
};

static const unsigned char providers_qq[] = {
#embed "diagnosis/providers/qq.tsv"
};

static const unsigned char providers_coremail[] = {
#embed "diagnosis/providers/coremail.tsv"
};

static const unsigned char providers_mail_ru[] = {
#embed "diagnosis/providers/mail-ru.tsv"
};

static const unsigned char providers_yandex[] = {
#embed "diagnosis/providers/yandex.tsv"
};

static const unsigned char providers_seznam[] = {
#embed "diagnosis/providers/seznam.tsv"
};

static const unsigned char providers_docomo[] = {
#embed "diagnosis/providers/docomo.tsv"
};

static const unsigned char providers_au[] = {
#embed "diagnosis/providers/au.tsv"
};

static const unsigned char providers_mimecast[] = {
#embed "diagnosis/providers/mimecast.tsv"
};

static const unsigned char providers_proofpoint[] = {
#embed "diagnosis/providers/proofpoint.tsv"
};

static const unsigned char providers_barracuda[] = {
#embed "diagnosis/providers/barracuda.tsv"
};

static const unsigned char providers_messagelabs[] = {
#embed "diagnosis/providers/messagelabs.tsv"
};

static const unsigned char providers_amazon_ses[] = {
#embed "diagnosis/providers/amazon-ses.tsv"
};

static const unsigned char providers_sendgrid[] = {
#embed "diagnosis/providers/sendgrid.tsv"
};

static const unsigned char providers_cisco[] = {
#embed "diagnosis/providers/cisco.tsv"
};

static const unsigned char providers_spectrum[] = {
#embed "diagnosis/providers/spectrum.tsv"
};

static const unsigned char providers_vade[] = {
#embed "diagnosis/providers/vade.tsv"
};

static const unsigned char providers_symantec[] = {
#embed "diagnosis/providers/symantec.tsv"
};

static const unsigned char providers_fortinet[] = {
#embed "diagnosis/providers/fortinet.tsv"
};

static const unsigned char servers_exim[] = {
#embed "diagnosis/servers/exim.tsv"
};

static const unsigned char servers_postfix[] = {
#embed "diagnosis/servers/postfix.tsv"
};

static const unsigned char servers_sendmail[] = {
#embed "diagnosis/servers/sendmail.tsv"
};

static const unsigned char servers_qmail[] = {
#embed "diagnosis/servers/qmail.tsv"
};

static const unsigned char servers_exchange[] = {
#embed "diagnosis/servers/exchange.tsv"
};

static const unsigned char servers_hmailserver[] = {
#embed "diagnosis/servers/hmailserver.tsv"
};

static const unsigned char servers_haraka[] = {
#embed "diagnosis/servers/haraka.tsv"
};

static const unsigned char servers_stalwart[] = {
#embed "diagnosis/servers/stalwart.tsv"
};

static const unsigned char servers_opensmtpd[] = {
#embed "diagnosis/servers/opensmtpd.tsv"
};

static const unsigned char servers_dovecot[] = {
#embed "diagnosis/servers/dovecot.tsv"
};

static const unsigned char blocklists_spamhaus[] = {
#embed "diagnosis/blocklists/spamhaus.tsv"
};

static const unsigned char blocklists_spamcop[] = {
#embed "diagnosis/blocklists/spamcop.tsv"
};

static const unsigned char blocklists_barracuda[] = {
#embed "diagnosis/blocklists/barracuda.tsv"
};

static const unsigned char blocklists_sorbs[] = {
#embed "diagnosis/blocklists/sorbs.tsv"
};

static const unsigned char blocklists_uceprotect[] = {
#embed "diagnosis/blocklists/uceprotect.tsv"
};

static const unsigned char blocklists_psbl[] = {
#embed "diagnosis/blocklists/psbl.tsv"
};

static const unsigned char blocklists_nixspam[] = {
#embed "diagnosis/blocklists/nixspam.tsv"
};

static const unsigned char blocklists_mailspike[] = {
#embed "diagnosis/blocklists/mailspike.tsv"
};

static const unsigned char blocklists_0spam[] = {
#embed "diagnosis/blocklists/0spam.tsv"
};

static const unsigned char blocklists_truncate[] = {
#embed "diagnosis/blocklists/truncate.tsv"
};

static const unsigned char blocklists_invaluement[] = {
#embed "diagnosis/blocklists/invaluement.tsv"
};

static const unsigned char blocklists_blocklist_de[] = {
#embed "diagnosis/blocklists/blocklist-de.tsv"
};

static const unsigned char blocklists_dronebl[] = {
#embed "diagnosis/blocklists/dronebl.tsv"
};

static const unsigned char blocklists_senderscore[] = {
#embed "diagnosis/blocklists/senderscore.tsv"
};

static const unsigned char blocklists_wpbl[] = {
#embed "diagnosis/blocklists/wpbl.tsv"
};

static const unsigned char blocklists_s5h[] = {
#embed "diagnosis/blocklists/s5h.tsv"
};

static const unsigned char blocklists_spamrats[] = {
#embed "diagnosis/blocklists/spamrats.tsv"
};

static const unsigned char blocklists_trendmicro[] = {
#embed "diagnosis/blocklists/trendmicro.tsv"
};

static const unsigned char blocklists_trustedsource[] = {
#embed "diagnosis/blocklists/trustedsource.tsv"
};

static const unsigned char blocklists_talos[] = {
#embed "diagnosis/blocklists/talos.tsv"
};

static const unsigned char blocklists_hostkarma[] = {
#embed "diagnosis/blocklists/hostkarma.tsv"
};

static const unsigned char blocklists_spameatingmonkey[] = {
#embed "diagnosis/blocklists/spameatingmonkey.tsv"
};

static const unsigned char blocklists_nszones[] = {
#embed "diagnosis/blocklists/nszones.tsv"
};

static const unsigned char blocklists_anonmails[] = {
#embed "diagnosis/blocklists/anonmails.tsv"
};

static const unsigned char blocklists_inps[] = {
#embed "diagnosis/blocklists/inps.tsv"
};

static const unsigned char blocklists_suomispam[] = {
#embed "diagnosis/blocklists/suomispam.tsv"
};

static const unsigned char blocklists_abuse_ch[] = {
#embed "diagnosis/blocklists/abuse-ch.tsv"
};

static const unsigned char blocklists_cymru[] = {
#embed "diagnosis/blocklists/cymru.tsv"
};

static const unsigned char blocklists_abusix[] = {
#embed "diagnosis/blocklists/abusix.tsv"
};

static const unsigned char blocklists_lashback[] = {
#embed "diagnosis/blocklists/lashback.tsv"
};

static const unsigned char blocklists_spfbl[] = {
#embed "diagnosis/blocklists/spfbl.tsv"
};

static const unsigned char blocklists_nordspam[] = {
#embed "diagnosis/blocklists/nordspam.tsv"
};

static const unsigned char blocklists_interserver[] = {
#embed "diagnosis/blocklists/interserver.tsv"
};

static const unsigned char blocklists_ionos[] = {
#embed "diagnosis/blocklists/ionos.tsv"
};

static const unsigned char blocklists_cloudmark[] = {
#embed "diagnosis/blocklists/cloudmark.tsv"
};

static const unsigned char blocklists_scientificspam[] = {
#embed "diagnosis/blocklists/scientificspam.tsv"
};

static const unsigned char blocklists_polspam[] = {
#embed "diagnosis/blocklists/polspam.tsv"
};

static const unsigned char blocklists_swinog[] = {
#embed "diagnosis/blocklists/swinog.tsv"
};

static const unsigned char blocklists_securence[] = {
#embed "diagnosis/blocklists/securence.tsv"
};

static const unsigned char blocklists_retired[] = {
#embed "diagnosis/blocklists/retired.tsv"
};

static const unsigned char blocklists_names[] = {
#embed "diagnosis/blocklists/names.tsv"
};

static const unsigned char blocklists_surbl[] = {
#embed "diagnosis/blocklists/surbl.tsv"
};

static const unsigned char blocklists_uribl[] = {
#embed "diagnosis/blocklists/uribl.tsv"
};

static const unsigned char blocklists_spamrl[] = {
#embed "diagnosis/blocklists/spamrl.tsv"
};

/// In the order of precedence.
static const struct {
    const char *group;
    const char *name;
    embedded_bytes file;
} tables[] = {
    {"phrases", "concepts", {concepts, sizeof concepts}},
    {"phrases", "topics", {topics, sizeof topics}},
    {"phrases", "german", {languages_german, sizeof languages_german}},
    {"phrases", "french", {languages_french, sizeof languages_french}},
    {"phrases", "spanish", {languages_spanish, sizeof languages_spanish}},
    {"phrases", "portuguese", {languages_portuguese, sizeof languages_portuguese}},
    {"phrases", "italian", {languages_italian, sizeof languages_italian}},
    {"phrases", "polish", {languages_polish, sizeof languages_polish}},
    {"phrases", "russian", {languages_russian, sizeof languages_russian}},
    {"phrases", "chinese", {languages_chinese, sizeof languages_chinese}},
    {"phrases", "japanese", {languages_japanese, sizeof languages_japanese}},
    {"phrases", "dutch", {languages_dutch, sizeof languages_dutch}},
    {"phrases", "swedish", {languages_swedish, sizeof languages_swedish}},
    {"phrases", "danish", {languages_danish, sizeof languages_danish}},
    {"phrases", "finnish", {languages_finnish, sizeof languages_finnish}},
    {"phrases", "czech", {languages_czech, sizeof languages_czech}},
    {"phrases", "korean", {languages_korean, sizeof languages_korean}},
    {"phrases", "norwegian", {languages_norwegian, sizeof languages_norwegian}},
    {"phrases", "turkish", {languages_turkish, sizeof languages_turkish}},
    {"rules", "providers/google", {providers_google, sizeof providers_google}},
    {"rules", "providers/microsoft", {providers_microsoft, sizeof providers_microsoft}},
    {"rules", "providers/yahoo", {providers_yahoo, sizeof providers_yahoo}},
    {"rules", "providers/apple", {providers_apple, sizeof providers_apple}},
    {"rules", "providers/united-internet", {providers_united_internet, sizeof providers_united_internet}},
    {"rules", "providers/t-online", {providers_t_online, sizeof providers_t_online}},
    {"rules", "providers/orange", {providers_orange, sizeof providers_orange}},
    {"rules", "providers/laposte", {providers_laposte, sizeof providers_laposte}},
    {"rules", "providers/comcast", {providers_comcast, sizeof providers_comcast}},
    {"rules", "providers/cox", {providers_cox, sizeof providers_cox}},
    {"rules", "providers/att", {providers_att, sizeof providers_att}},
    {"rules", "providers/godaddy", {providers_godaddy, sizeof providers_godaddy}},
    {"rules", "providers/zoho", {providers_zoho, sizeof providers_zoho}},
    {"rules", "providers/rackspace", {providers_rackspace, sizeof providers_rackspace}},
    {"rules", "providers/netease", {providers_netease, sizeof providers_netease}},
    {"rules", "providers/qq", {providers_qq, sizeof providers_qq}},
    {"rules", "providers/coremail", {providers_coremail, sizeof providers_coremail}},
    {"rules", "providers/mail-ru", {providers_mail_ru, sizeof providers_mail_ru}},
    {"rules", "providers/yandex", {providers_yandex, sizeof providers_yandex}},
    {"rules", "providers/seznam", {providers_seznam, sizeof providers_seznam}},
    {"rules", "providers/docomo", {providers_docomo, sizeof providers_docomo}},
    {"rules", "providers/au", {providers_au, sizeof providers_au}},
    {"rules", "providers/mimecast", {providers_mimecast, sizeof providers_mimecast}},
    {"rules", "providers/proofpoint", {providers_proofpoint, sizeof providers_proofpoint}},
    {"rules", "providers/barracuda", {providers_barracuda, sizeof providers_barracuda}},
    {"rules", "providers/messagelabs", {providers_messagelabs, sizeof providers_messagelabs}},
    {"rules", "providers/amazon-ses", {providers_amazon_ses, sizeof providers_amazon_ses}},
    {"rules", "providers/sendgrid", {providers_sendgrid, sizeof providers_sendgrid}},
    {"rules", "providers/cisco", {providers_cisco, sizeof providers_cisco}},
    {"rules", "providers/spectrum", {providers_spectrum, sizeof providers_spectrum}},
    {"rules", "providers/vade", {providers_vade, sizeof providers_vade}},
    {"rules", "providers/symantec", {providers_symantec, sizeof providers_symantec}},
    {"rules", "providers/fortinet", {providers_fortinet, sizeof providers_fortinet}},
    {"rules", "servers/exim", {servers_exim, sizeof servers_exim}},
    {"rules", "servers/postfix", {servers_postfix, sizeof servers_postfix}},
    {"rules", "servers/sendmail", {servers_sendmail, sizeof servers_sendmail}},
    {"rules", "servers/qmail", {servers_qmail, sizeof servers_qmail}},
    {"rules", "servers/exchange", {servers_exchange, sizeof servers_exchange}},
    {"rules", "servers/hmailserver", {servers_hmailserver, sizeof servers_hmailserver}},
    {"rules", "servers/haraka", {servers_haraka, sizeof servers_haraka}},
    {"rules", "servers/stalwart", {servers_stalwart, sizeof servers_stalwart}},
    {"rules", "servers/opensmtpd", {servers_opensmtpd, sizeof servers_opensmtpd}},
    {"rules", "servers/dovecot", {servers_dovecot, sizeof servers_dovecot}},
    {"rules", "blocklists/spamhaus", {blocklists_spamhaus, sizeof blocklists_spamhaus}},
    {"rules", "blocklists/spamcop", {blocklists_spamcop, sizeof blocklists_spamcop}},
    {"rules", "blocklists/barracuda", {blocklists_barracuda, sizeof blocklists_barracuda}},
    {"rules", "blocklists/sorbs", {blocklists_sorbs, sizeof blocklists_sorbs}},
    {"rules", "blocklists/uceprotect", {blocklists_uceprotect, sizeof blocklists_uceprotect}},
    {"rules", "blocklists/psbl", {blocklists_psbl, sizeof blocklists_psbl}},
    {"rules", "blocklists/nixspam", {blocklists_nixspam, sizeof blocklists_nixspam}},
    {"rules", "blocklists/mailspike", {blocklists_mailspike, sizeof blocklists_mailspike}},
    {"rules", "blocklists/0spam", {blocklists_0spam, sizeof blocklists_0spam}},
    {"rules", "blocklists/truncate", {blocklists_truncate, sizeof blocklists_truncate}},
    {"rules", "blocklists/invaluement", {blocklists_invaluement, sizeof blocklists_invaluement}},
    {"rules", "blocklists/blocklist-de", {blocklists_blocklist_de, sizeof blocklists_blocklist_de}},
    {"rules", "blocklists/dronebl", {blocklists_dronebl, sizeof blocklists_dronebl}},
    {"rules", "blocklists/senderscore", {blocklists_senderscore, sizeof blocklists_senderscore}},
    {"rules", "blocklists/wpbl", {blocklists_wpbl, sizeof blocklists_wpbl}},
    {"rules", "blocklists/s5h", {blocklists_s5h, sizeof blocklists_s5h}},
    {"rules", "blocklists/spamrats", {blocklists_spamrats, sizeof blocklists_spamrats}},
    {"rules", "blocklists/trendmicro", {blocklists_trendmicro, sizeof blocklists_trendmicro}},
    {"rules", "blocklists/trustedsource", {blocklists_trustedsource, sizeof blocklists_trustedsource}},
    {"rules", "blocklists/talos", {blocklists_talos, sizeof blocklists_talos}},
    {"rules", "blocklists/hostkarma", {blocklists_hostkarma, sizeof blocklists_hostkarma}},
    {"rules", "blocklists/spameatingmonkey", {blocklists_spameatingmonkey, sizeof blocklists_spameatingmonkey}},
    {"rules", "blocklists/nszones", {blocklists_nszones, sizeof blocklists_nszones}},
    {"rules", "blocklists/anonmails", {blocklists_anonmails, sizeof blocklists_anonmails}},
    {"rules", "blocklists/inps", {blocklists_inps, sizeof blocklists_inps}},
    {"rules", "blocklists/suomispam", {blocklists_suomispam, sizeof blocklists_suomispam}},
    {"rules", "blocklists/abuse-ch", {blocklists_abuse_ch, sizeof blocklists_abuse_ch}},
    {"rules", "blocklists/cymru", {blocklists_cymru, sizeof blocklists_cymru}},
    {"rules", "blocklists/abusix", {blocklists_abusix, sizeof blocklists_abusix}},
    {"rules", "blocklists/lashback", {blocklists_lashback, sizeof blocklists_lashback}},
    {"rules", "blocklists/spfbl", {blocklists_spfbl, sizeof blocklists_spfbl}},
    {"rules", "blocklists/nordspam", {blocklists_nordspam, sizeof blocklists_nordspam}},
    {"rules", "blocklists/interserver", {blocklists_interserver, sizeof blocklists_interserver}},
    {"rules", "blocklists/ionos", {blocklists_ionos, sizeof blocklists_ionos}},
    {"rules", "blocklists/cloudmark", {blocklists_cloudmark, sizeof blocklists_cloudmark}},
    {"rules", "blocklists/scientificspam", {blocklists_scientificspam, sizeof blocklists_scientificspam}},
    {"rules", "blocklists/polspam", {blocklists_polspam, sizeof blocklists_polspam}},
    {"rules", "blocklists/swinog", {blocklists_swinog, sizeof blocklists_swinog}},
    {"rules", "blocklists/securence", {blocklists_securence, sizeof blocklists_securence}},
    {"rules", "blocklists/retired", {blocklists_retired, sizeof blocklists_retired}},
    {"rules", "blocklists/names", {blocklists_names, sizeof blocklists_names}},
    {"rules", "blocklists/surbl", {blocklists_surbl, sizeof blocklists_surbl}},
    {"rules", "blocklists/uribl", {blocklists_uribl, sizeof blocklists_uribl}},
    {"rules", "blocklists/spamrl", {blocklists_spamrl, sizeof blocklists_spamrl}},
    {"rules", "wording", {wording, sizeof wording}},
    {"rules", "plain", {plain, sizeof plain}},
    {"rules", "hints", {hints, sizeof hints}},
    {"rules", "codes", {codes, sizeof codes}},
    {"domains", "domains", {domains, sizeof domains}},
    {"findings", "findings", {findings, sizeof findings}},
    {"steps", "steps", {steps, sizeof steps}},
};

unsigned embedded_diagnosis_count(void) {
    return sizeof tables / sizeof tables[0];
}

const char *embedded_diagnosis_group(unsigned index) {
    return tables[index].group;
}

const char *embedded_diagnosis_name(unsigned index) {
    return tables[index].name;
}

embedded_bytes embedded_diagnosis_file(unsigned index) {
    return tables[index].file;
}
