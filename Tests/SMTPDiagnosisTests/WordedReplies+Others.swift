extension WordedReplies {
    /// As `servers`: replies worded in less usual ways.
    static let others = #"""
        mailbox-unknown	550 u@b.example... No such user
        mailbox-unknown	550 5.1.1 User u@b.example not listed in Domino Directory
        mailbox-unknown	553 5.3.0 <u@b.example>... No such user here
        mailbox-unknown	550 5.1.1 u@b.example: Email address could not be found, or was misspelled (G8)
        mailbox-unknown	550 5.1.1 Recipient <u@b.example> does not exist
        mailbox-unknown	550 Mailbox unavailable or access denied - <u@b.example>
        mailbox-unknown	550 <u@b.example>, Recipient unknown
        mailbox-unknown	550 RCPT (u@b.example) not known here
        mailbox-unknown	550 5.1.1 unknown local part u in <u@b.example>
        mailbox-unknown	550 No such recipient here, sorry.
        mailbox-unknown	554 5.1.1 Mailbox-User unknown at this domain
        mailbox-unknown	451 4.1.1 user lookup: account not found
        mailbox-unknown	550 Invalid mailbox u@b.example
        mailbox-unknown	550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550-5.1.1 unnecessary spaces. Learn more at\n550 5.1.1  https://support.google.com/mail/?p=NoSuchUser
        mailbox-unknown	550 5.1.1 sorry, no such account
        mailbox-unknown	550 5.1.1 <u@b.example>: Recipient address rejected: undeliverable address: unknown user
        mailbox-full	550 5.7.1 Requested mail action aborted, mailbox exceeded its storage
        mailbox-full	452 4.2.2 <u@b.example> Mailbox is out of quota
        mailbox-full	552 RCPT TO:<u@b.example> Mailbox disk quota exceeded
        mailbox-full	550 5.2.2 Over quota
        mailbox-full	422 4.2.2 The recipient's mailbox has exceeded its limit
        mailbox-full	554 <u@b.example>: insufficient quota left
        mailbox-disabled	550 5.2.1 <u@b.example>... Mailbox disabled for this recipient
        mailbox-disabled	550 Account is suspended
        mailbox-disabled	550 5.7.1 Recipient mailbox is frozen
        mailbox-disabled	450 user account locked
        mailbox-disabled	550 u@b.example no longer works here
        mailbox-disabled	554 this address is no longer in use
        recipient-restricted	550 5.7.1 Recipient not authorized, your IP or sender is not permitted to send to this user
        recipient-restricted	550 This list is closed to non-members
        recipient-restricted	550 Sender is blocked by recipient's personal blacklist
        recipient-restricted	550 u@b.example does not accept external mail
        recipient-restricted	554 5.7.1 <list@b.example>: Recipient address rejected: Access to this group is restricted
        recipient-restricted	550 sender not in recipient's whitelist
        domain-not-found	550 domain b.example not found in DNS
        domain-not-found	550 5.1.2 Host not found
        domain-not-found	450 4.1.2 Recipient address rejected: Domain not found
        domain-not-found	550 5.4.4 unrouteable domain
        domain-not-found	554 5.4.4 no valid mail exchangers for domain b.example
        domain-not-found	550 Recipient domain has no MX records
        network-failure	421 4.4.1 Cannot connect to remote server
        network-failure	451 4.4.1 connection timed out while talking to mx.b.example
        network-failure	421 Idle time limit exceeded, closing connection
        network-failure	421 4.4.2 Timeout while waiting for command.
        network-failure	441 4.4.1 no answer from host mx.b.example
        routing-loop	554 5.4.12 SMTP; Hop count exceeded - possible mail loop detected on message id
        routing-loop	550 5.4.6 Mail loop: too many Received headers
        expired	550 4.4.7 message has been in queue too long
        expired	554 5.4.7 retry time not reached for any host after a long failure period
        relay-denied	550 5.7.1 Relaying to <u@b.example> denied (authentication required)
        relay-denied	554 5.7.1 We do not relay without RFC2554 authentication
        relay-denied	550 5.7.1 <u@b.example>: domain not local
        relay-denied	550 not local host b.example, not a gateway
        relay-denied	550 #5.1.0 relaying of mail to b.example is prohibited by administrator
        relay-denied	551 we do not relay b.example
        relay-denied	503 This mail server does not accept mail for b.example
        auth-required	530 Authentication required for relaying
        auth-required	505 5.7.1 Client was not authenticated
        auth-required	530 5.5.1 Authentication Required. Learn more at https://support.google.com/mail/?p=WantAuthError
        auth-required	554 Authentication is required for sending from this domain
        auth-required	530 5.7.0 You must authenticate before issuing MAIL
        auth-required	550 Please use SMTP authentication to send mail
        auth-failed	535 5.7.0 Invalid user name or password
        auth-failed	535 Incorrect authentication data (set_id=u@b.example)
        auth-failed	535 5.7.8 Error: authentication failed: bad password
        auth-failed	535 #5.7.0 Authentication failed
        auth-failed	501 5.7.0 Client must not send empty credentials
        auth-failed	535 Your account has been temporarily locked due to too many failed logins
        auth-failed	535 LOGIN failure, check your credentials
        auth-mechanism	504 5.7.4 Unrecognized Authentication Type
        auth-mechanism	538 5.7.11 Encryption required for requested authentication mechanism
        auth-mechanism	504 AUTH mechanism unavailable
        auth-mechanism	535 5.7.3 SMTP AUTH is disabled for this mailbox
        send-as-denied	553 5.7.1 you are not allowed to send mail from <a@b.example> (logged in as u)
        send-as-denied	550 5.7.1 Sender address a@b.example not allowed for account u
        send-as-denied	554 5.7.1 The From address is not one of your verified identities
        send-as-denied	550 You can't send mail as a@b.example
        tls-required	530 Must issue a STARTTLS command first.
        tls-required	554 5.7.0 This account requires TLS
        tls-required	530 5.7.1 Plaintext connections are not allowed; enable SSL/TLS
        tls-required	550 5.7.0 mail over unencrypted channel is refused
        tls-failed	454 4.7.5 STARTTLS failed: certificate has expired
        tls-failed	421 4.7.5 TLS connection failed: protocol version too old
        tls-failed	550 5.7.1 Certificate required but not presented
        sender-rejected	553 5.1.8 <a@b.example>: Sender address rejected: Domain not found
        sender-rejected	550 5.1.8 Invalid return path, domain has no MX
        sender-rejected	550 sender a@b.example is not allowed here
        sender-rejected	550 5.1.0 Sender domain does not exist
        sender-rejected	551 5.7.1 sender verification failed
        sender-rejected	504 5.5.2 <root@localhost>: Sender address rejected: need fully-qualified address
        spf-fail	550 5.7.1 SPF unauthorized mail is prohibited.
        spf-fail	550 SPF: 192.0.2.1 is not allowed to send mail from b.example
        spf-fail	554 5.7.1 Sender policy framework violation
        spf-fail	451 4.7.24 The SPF record of the sending domain has one or more suspicious entries
        spf-fail	550 5.7.23 Message rejected: host not listed in SPF record of b.example
        dkim-fail	550 5.7.20 no valid DKIM signature
        dkim-fail	550 DKIM signature check failed: invalid (public key not available)
        dmarc-fail	550 5.7.1 rejected by DMARC policy of b.example
        dmarc-fail	554 5.7.5 permanent error evaluating DMARC policy
        dmarc-fail	550-5.7.26 Unauthenticated email from b.example is not accepted due to domain's\n550 5.7.26 DMARC policy.
        unauthenticated	550 5.7.1 Message failed both SPF and DKIM checks
        unauthenticated	550 5.7.26 sender authentication failed, message fails SPF and DKIM
        ptr-missing	550 5.7.1 rDNS lookup failed for 192.0.2.1
        ptr-missing	554 5.7.1 forward-confirmed reverse DNS required
        ptr-missing	450 4.7.1 Client host rejected: your PTR does not match your A record
        ptr-missing	550 unresolvable relay host name [192.0.2.1] is not allowed
        helo-rejected	550 5.7.1 <localhost>: Helo command rejected: don't use localhost
        helo-rejected	550 HELO name is not a valid hostname
        helo-rejected	501 invalid HELO argument
        helo-rejected	554 Helo impersonation attempt
        ip-blocklisted	554 5.7.1 Your mail server [192.0.2.1] is blacklisted
        ip-blocklisted	550 5.7.1 Email blocked by ivmSIP (192.0.2.1)
        ip-blocklisted	421 mx.example.org: access denied by reputation filter 192.0.2.1
        ip-blocklisted	550 Blocked: 192.0.2.1 in psbl.surriel.com
        ip-blocklisted	554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.sorbs.net
        ip-blocklisted	550-Your host is listed in bl.spamcop.net\n550 see https://www.spamcop.net/bl.shtml?192.0.2.1
        ip-blocklisted	521 mx.example.org does not accept mail from you (192.0.2.1)
        ip-blocklisted	550 Country blocked
        ip-blocklisted	554 refused connection from a known spam source
        domain-blocklisted	550 5.7.1 domain b.example found on URIBL
        domain-blocklisted	554 5.7.1 Blacklisted sender domain
        domain-blocklisted	550 From: domain has bad reputation
        domain-blocklisted	554 rejected, message contains blocked link
        policy	550 5.7.1 Delivery not authorized, message refused
        policy	554 5.7.0 Message rejected due to unacceptable policy
        policy	550 Requested action not taken: message refused
        policy	550 mail not accepted
        policy	554 Denied
        content-spam	550 5.7.1 Reject for policy reason SPAM_SCORE
        content-spam	554 5.7.1 Spam message rejected
        content-spam	550 Your message was classified as bulk
        content-spam	571 5.7.1 Message refused: looks like UCE
        content-spam	554 5.7.1 rejected, BAYES filter
        content-spam	550 5.7.1 we don't want your advertising
        virus	550 5.7.1 infected: Eicar-Test-Signature
        virus	554 5.7.1 Found virus Win.Trojan in mail
        virus	550 file extension not allowed
        virus	554 executable attachments are not permitted here
        virus	550 This message contains malware (Sanesecurity)
        message-format	550 5.6.0 Invalid header: missing From
        message-format	554 5.6.0 Message contains bare CR or LF
        message-format	550 message header violates RFC 5322
        message-format	554 lines in message were longer than 998 characters
        message-format	550 Subject header contains unencoded 8-bit characters
        message-too-large	552 5.3.4 Message too big
        message-too-large	552 maximum message size exceeded (25 MB)
        message-too-large	550 5.2.3 exceeds the max mail size allowed
        message-too-large	552 5.3.4 header size exceeds limit
        greylisted	450 4.7.1 <u@b.example>: Recipient address rejected: Policy restrictions; try later (greylisted)
        greylisted	421 4.7.0 Greylisting: please come back in 120 s
        greylisted	451 Temporary rejected, please retry in 60 seconds
        rate-limited	421 4.7.1 too many messages, slow down
        rate-limited	550 5.7.1 You exceeded the quota of outgoing mails per hour
        rate-limited	451 4.7.1 Sender rate overlimit - 101 / 3600s
        rate-limited	452 4.3.1 message limit for this session exceeded
        rate-limited	421 4.3.2 Your IP has exceeded the connection rate
        rate-limited	450 4.2.1 recipient is receiving too many messages, try again later
        too-many-connections	421 too many connections from your network
        too-many-connections	421 4.7.0 Only 10 simultaneous sessions allowed per host
        too-many-connections	554 connection limit reached
        too-many-recipients	452 4.5.3 Maximum recipients reached
        too-many-recipients	550 recipient count exceeds the maximum of 50
        too-many-recipients	452 Error: too many recipients
        error-limit	421 4.7.0 Too many errors, goodbye
        error-limit	550 5.7.1 Too many unsuccessful recipients; possible dictionary attack
        error-limit	421 Maximum number of errors exceeded
        error-limit	503 Too many unrecognized commands
        server-trouble	451 4.3.0 Temporary server problem
        server-trouble	421 Service not available, closing transmission channel
        server-trouble	451 Requested action aborted: local error in processing
        server-trouble	450 4.7.1 policy daemon unavailable
        server-trouble	554 5.3.0 unexpected exception
        server-trouble	451 4.3.2 mail server under maintenance
        server-trouble	450 mailbox temporarily unavailable
        server-trouble	421 cannot process your request now
        server-storage	452 4.3.1 not enough space on the spool disk
        server-storage	452 Requested action not taken: insufficient system storage
        syntax-error	501 5.5.4 syntax error in parameters or arguments
        syntax-error	501 5.1.7 <a@>: invalid address syntax
        syntax-error	500 Line too long
        syntax-error	555 5.5.4 parameter malformed: RET=X
        command-unsupported	500 Command not recognized: FOO
        command-unsupported	502 Command is locally disabled
        command-unsupported	252 Cannot VRFY user, but will accept message
        command-unsupported	555 MAIL FROM/RCPT TO parameters not recognized or not implemented
        bad-sequence	503 5.5.1 RCPT before MAIL
        bad-sequence	503 Must have a valid sender before recipients
        bad-sequence	503 Duplicate EHLO
        bad-sequence	554 no valid recipients given
        bad-sequence	503 5.5.1 Unexpected DATA
        smtputf8-unsupported	550 5.6.7 Recipient mailbox requires SMTPUTF8
        smtputf8-unsupported	553 non-ASCII characters in address, SMTPUTF8 required
        mailbox-unknown	550 5.1.1 The user u does not exist in our directory
        mailbox-unknown	550 The recipient address was not found in our system
        mailbox-unknown	550 5.1.1 RCP-P1 https://example.org/mailbox/
        mailbox-unknown	550 Verification failed: no such mailbox
        mailbox-unknown	550 no one by that name here
        mailbox-unknown	550 cuda_nsu No such user here
        mailbox-unknown	550 5.7.1 <u@b.example>: Recipient address rejected: user not on this server
        mailbox-unknown	550 u is not a known user
        mailbox-unknown	550 invalid local user
        mailbox-unknown	554 5.5.1 recipient name is not recognized
        mailbox-unknown	510 email address is wrong
        mailbox-unknown	501 5.1.6 recipient no longer exists
        mailbox-unknown	550 5.1.1 mailbox u@b.example does not exist on this system
        mailbox-unknown	550 5.0.0 addr_check: unknown recipient
        mailbox-unknown	450 4.1.1 Recipient address rejected: unverified address: unknown user account
        mailbox-unknown	550 L'adresse n'existe pas
        mailbox-unknown	550 La cuenta de correo no existe
        mailbox-unknown	550 Adres odbiorcy jest nieprawidlowy, uzytkownik nieznany
        mailbox-unknown	550 メールアドレスが見つかりません
        mailbox-unknown	550 Benutzer nicht gefunden
        mailbox-full	552 5.2.2 mailbox has exceeded its quota, try later
        mailbox-full	554 Quota exceeded for user u
        mailbox-full	550 no space left in mailbox
        mailbox-full	422 recipient storage is full
        mailbox-full	552 Quota utilisateur depasse
        mailbox-disabled	550 5.2.1 user account has been deactivated
        mailbox-disabled	550 Mailbox for u@b.example is currently unavailable because it was suspended
        mailbox-disabled	554 5.7.1 the account you're trying to reach is dormant
        mailbox-disabled	550 user moved permanently
        mailbox-disabled	550 5.1.1 ex-employee, account closed
        mailbox-disabled	550 Konto gesperrt
        recipient-restricted	550 5.7.1 Posting to this list requires membership
        recipient-restricted	550 Sorry, this mailbox only receives mail from inside the company
        recipient-restricted	550 u has chosen to reject mail from this sender
        recipient-restricted	554 5.7.1 delivery to this address is restricted
        recipient-restricted	550 external senders may not mail this group
        domain-not-found	553 5.1.2 Domain b.exampel does not exist
        domain-not-found	550 5.1.2 unknown mail domain
        domain-not-found	451 4.4.3 Domain lookup returned NXDOMAIN for b.example
        domain-not-found	554 recipient domain is not accepting mail, it has a null MX
        network-failure	421 4.4.0 remote host closed the connection unexpectedly
        network-failure	450 4.4.1 Network is unreachable
        network-failure	421 no command received within 5 minutes, timeout
        network-failure	451 4.4.2 lost connection with mx.b.example while sending RCPT TO
        routing-loop	550 routing loop, message bounced between two hosts
        expired	554 5.4.7 unable to deliver for 4 days, message returned
        relay-denied	550 5.7.1 You are not allowed to relay through this host
        relay-denied	553 5.7.1 relay restrictions forbid mail to b.example
        relay-denied	550 Not a local address and relaying is off
        relay-denied	554 this server does not relay
        relay-denied	550 5.7.1 Envio externo nao permitido: relay negado
        auth-required	530 5.7.0 login required
        auth-required	550 5.7.1 this port is for authenticated submission only
        auth-required	530 Log in with your mail account before sending
        auth-required	503 5.5.4 Bad sequence: AUTH first
        auth-failed	535 5.7.8 wrong credentials
        auth-failed	535 user u: password mismatch
        auth-failed	535 5.7.8 SASL authentication failed: no mechanism succeeded, wrong password
        auth-failed	535 Autenticazione fallita
        auth-failed	535 5.7.0 invalid token
        auth-mechanism	504 5.5.4 mechanism CRAM-MD5 is not supported here
        auth-mechanism	501 5.5.4 unsupported SASL mechanism
        auth-mechanism	503 AUTH not permitted on unencrypted connection
        send-as-denied	550 5.7.1 the envelope sender does not belong to your account
        send-as-denied	554 5.7.1 you may only send from your own address
        send-as-denied	553 the address a@b.example is not registered for your account
        tls-required	530 5.7.0 use STARTTLS before this command
        tls-required	550 recipient requires encrypted delivery, TLS was not used
        tls-failed	403 4.7.0 TLS: no common cipher
        tls-failed	454 4.7.0 cannot start TLS now
        sender-rejected	550 the sender's domain has no mail exchanger
        sender-rejected	550 5.1.7 sender address is bogus
        sender-rejected	550 5.7.1 mail from this sender is not accepted
        sender-rejected	451 4.1.8 unable to resolve sender's domain
        spf-fail	550 5.7.1 192.0.2.1 is not a permitted sender for b.example
        spf-fail	550 your SPF record does not allow this server
        spf-fail	554 5.7.1 message failed the SPF test (softfail)
        dkim-fail	554 5.7.5 DKIM body hash did not verify
        dmarc-fail	550 5.7.1 From domain fails alignment, p=reject (DMARC)
        unauthenticated	550 5.7.26 Your message lacks both SPF and DKIM authentication
        ptr-missing	554 5.7.1 your host has no name in the DNS (192.0.2.1)
        ptr-missing	450 4.7.1 reverse and forward DNS of 192.0.2.1 disagree
        helo-rejected	550 5.7.1 your EHLO name does not resolve
        helo-rejected	550 HELO does not match the connecting address
        ip-blocklisted	550 5.7.1 192.0.2.1 listed in our local RBL
        ip-blocklisted	554 your server was blocked for sending spam
        ip-blocklisted	421 4.7.1 temporarily blocked because of poor reputation of 192.0.2.1
        ip-blocklisted	554 5.7.1 Dialup/dynamic pool addresses must use their provider's smarthost
        ip-blocklisted	550 This IP has been banned for abuse
        ip-blocklisted	550 Ihre IP-Adresse steht auf einer Sperrliste
        domain-blocklisted	550 5.7.1 link to b.example is on our phishing list
        domain-blocklisted	550 mail from domain b.example is blocked for spamming
        policy	550 5.7.1 Refused by site policy
        policy	554 message rejected for unspecified reasons
        policy	550 Command rejected for policy reasons.
        policy	554 5.7.1 Forbidden
        content-spam	550 5.7.1 spam detected by SpamAssassin, score 12.3
        content-spam	554 5.6.0 mail identified as unsolicited bulk
        content-spam	550 5.7.1 Unacceptable subject
        content-spam	550 Nachricht wegen Spamverdachts abgelehnt
        virus	554 5.7.0 message contains the EICAR test virus
        virus	552 5.7.0 attachments of type .scr are blocked
        virus	550 suspicious macro in document
        message-format	550 5.6.0 the Date header is not valid
        message-format	554 5.6.0 MIME structure cannot be parsed
        message-format	500 bare newlines are forbidden
        message-too-large	552 5.3.4 SIZE exceeds the limit of 20971520
        message-too-large	552 mail larger than 10 MB
        greylisted	451 4.7.1 unknown sender/recipient pair, come back in 10 minutes
        greylisted	450 try again, you are greylisted
        rate-limited	450 4.7.1 you send too fast
        rate-limited	550 5.7.1 more than 200 messages in an hour
        rate-limited	421 4.7.0 unusual volume from your network
        too-many-connections	421 4.7.0 you already have 5 open sessions
        too-many-connections	421 all SMTP slots are busy, too many clients
        too-many-recipients	452 4.5.3 only 50 RCPTs per message
        too-many-recipients	550 5.5.3 message has more recipients than allowed
        error-limit	421 4.7.0 three strikes: too many wrong commands
        error-limit	554 too many unknown recipients, session closed
        server-trouble	451 4.3.0 something went wrong here, try again
        server-trouble	421 4.3.2 closing for restart
        server-trouble	451 4.7.1 milter failure, please retry
        server-trouble	450 4.5.0 LMTP backend is offline
        server-trouble	554 5.3.5 this server is misconfigured
        server-storage	452 4.3.1 queue directory is full
        server-storage	452 4.3.1 free disk space too low
        syntax-error	501 5.5.2 what is that address?
        syntax-error	501 missing angle brackets
        syntax-error	553 5.1.3 illegal character in recipient
        command-unsupported	502 5.5.1 DSN not supported
        bad-sequence	503 5.5.1 say EHLO before anything else
        bad-sequence	503 5.5.1 a transaction is already open
        bad-sequence	554 5.5.1 nobody to deliver to, RCPT first
        smtputf8-unsupported	553 5.6.7 this server cannot handle internationalized addresses
        message-too-large	552 5.2.0 Email size exceeded the policy.
        policy	541 5.4.1 Mail rejected by destination domain
        recipient-restricted	452 <example@zoho.com> Mailbox delivery restricted by policy error
        server-trouble	452 4.3.1 Temporary System Error
        virus	552 5.7.1 virus Win.Test.EICAR_HDB-1 detected by Zoho Mail
        server-trouble	450 database temporary error
        too-many-recipients	451 out of allow RCPT numbers
        message-format	451 stray newline
        bad-sequence	500 sequence error
        bad-sequence	501 please say HELO/EHLO first
        bad-sequence	502 please say MAIL first
        mailbox-disabled	550 user is locked.
        ip-blocklisted	550 black ip.
        content-spam	552 message rejected by anti-spam engine.
        routing-loop	552 looping message.
        message-too-large	552 message is too long.
        virus	552 Virus found.
        sender-rejected	553 host denies the sender.
        recipient-restricted	553 private list access denied.
        relay-denied	553 host denies relay.
        message-too-large	554 attachment is too long.
        ip-blocklisted	554 rbl deny.
        policy	421 Reject due to policy violations
        rate-limited	421 Rate limit reached. Please try again later
        spf-fail	550-Reject due to SPF policy.\n550 The originating IP of the message is not permitted by the domain owner
        mailbox-unknown	550-Requested action not taken: mailbox unavailable\n550 For explanation visit https://postmaster.gmx.net/en/case?c=r0601
        ip-blocklisted	554-gmx.net (mxgmx104) Nemesis ESMTP Service not available\n554-No SMTP service\n554-IP address is block listed.\n554 For explanation visit https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=192.0.2.1
        mailbox-full	422 4.2.2 Quota limit exceeded (Speicherplatz des Kontos ueberschritten)
        content-spam	571 5.7.1 message classified as spam (Nachricht als Spam eingestuft)
        ip-blocklisted	554 5.5.4 IP sender address with a negative reputation
        content-spam	554 5.5.5 email rejection due to Spam
        virus	554 5.5.7 email rejected due to content of attachment
        content-spam	554 5.6.2 spam link signature detected
        tls-required	554 5.6.5 TLS encryption required by customer rule
        mailbox-unknown	550 unavailable mail user
        mailbox-unknown	550 local server don't exists that user
        mailbox-unknown	550 not user of this server
        mailbox-disabled	550 This account has been temporarily suspended
        recipient-restricted	550 Restricted
        spf-fail	550 5.7.1 SPF check failed: 192.0.2.1 is not authorized to send in the name of b.example.
        mailbox-full	452 Error writing message: Disk quota exceeded
        mailbox-full	552 5.2.2 Inbox is full
        dmarc-fail	550 5.7.1 This message was not accepted due to domain owner DMARC policy (RFC 7489) https://help.mail.ru/mail-help/postmaster/dmarc
        server-trouble	432 queue unavailable
        auth-failed	551 auth error.
        """#
}
