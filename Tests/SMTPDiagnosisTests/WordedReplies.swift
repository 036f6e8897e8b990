/// Replies as the main servers word them, by what they mean. Written for the tests; the addresses
/// are made up.
enum WordedReplies {
    /// `category<TAB>reply`, one per line; `#` starts a heading, `\n` is a line break.
    static let servers = #"""
        # Postfix
        syntax-error	501 Syntax: HELO hostname
        syntax-error	501 5.5.4 Syntax: MAIL FROM:<address>
        syntax-error	501 5.5.4 Syntax: RCPT TO:<address>
        bad-sequence	503 5.5.1 Error: nested MAIL command
        bad-sequence	503 5.5.1 Error: need MAIL command
        bad-sequence	503 5.5.1 Error: need RCPT command
        bad-sequence	554 5.5.1 Error: no valid recipients
        bad-sequence	503 5.5.1 Error: send HELO/EHLO first
        bad-sequence	503 5.5.1 Error: MAIL transaction in progress
        bad-sequence	503 5.5.1 Error: already authenticated
        auth-mechanism	503 5.5.1 Error: authentication not enabled
        auth-mechanism	538 5.7.0 Encryption required for requested authentication mechanism
        command-unsupported	555 5.5.4 Unsupported option: SIZE=x
        syntax-error	501 5.1.7 Bad sender address syntax
        syntax-error	501 5.1.3 Bad recipient address syntax
        command-unsupported	502 5.5.2 Error: command not recognized
        command-unsupported	500 5.5.2 Error: command not recognized
        error-limit	421 4.7.0 mx.example.org Error: too many errors
        network-failure	421 4.4.2 mx.example.org Error: timeout exceeded
        rate-limited	450 4.7.1 Error: too much mail from 192.0.2.1
        rate-limited	450 4.7.1 Error: too many recipients from 192.0.2.1
        rate-limited	450 4.7.1 Error: too many new TLS sessions from 192.0.2.1
        rate-limited	450 4.7.1 Error: too many AUTH commands from 192.0.2.1
        rate-limited	421 4.7.0 mx.example.org Error: too many connections per minute from 192.0.2.1
        too-many-recipients	452 4.5.3 Error: too many recipients
        message-too-large	552 5.3.4 Message size exceeds fixed limit
        message-too-large	552 5.3.4 Error: message file too big
        server-trouble	451 4.3.0 Error: queue file write error
        server-storage	452 4.3.1 Insufficient system storage
        bad-sequence	503 5.5.0 <DATA>: Data command rejected: Improper use of SMTP command pipelining
        ip-blocklisted	554 5.7.1 <host[192.0.2.1]>: Client host rejected: Access denied
        helo-rejected	554 5.7.1 <mail>: Helo command rejected: Access denied
        helo-rejected	504 5.5.2 <mail>: Helo command rejected: need fully-qualified hostname
        helo-rejected	450 4.7.1 <mail.example>: Helo command rejected: Host not found
        helo-rejected	501 5.5.2 <a_b>: Helo command rejected: Invalid name
        sender-rejected	450 4.1.8 <u@example.net>: Sender address rejected: Domain not found
        sender-rejected	504 5.5.2 <u>: Sender address rejected: need fully-qualified address
        send-as-denied	553 5.7.1 <u@example.net>: Sender address rejected: not owned by user joe
        auth-required	553 5.7.1 <u@example.net>: Sender address rejected: not logged in
        mailbox-unknown	550 5.1.1 <u@example.net>: Recipient address rejected: User unknown in local recipient table
        mailbox-unknown	550 5.1.1 <u@example.net>: Recipient address rejected: User unknown in virtual mailbox table
        sender-rejected	550 5.1.0 <u@example.net>: Sender address rejected: User unknown in virtual mailbox table
        relay-denied	454 4.7.1 <u@example.net>: Relay access denied
        relay-denied	554 5.7.1 <u@example.net>: Relay access denied
        sender-rejected	450 4.1.7 <u@example.net>: Sender address rejected: unverified address: Address verification in progress
        domain-not-found	556 5.1.10 <u@example.net>: Recipient address rejected: Domain example.net does not accept mail (nullMX)
        sender-rejected	550 5.7.27 <u@example.net>: Sender address rejected: Domain example.net does not accept mail (nullMX)
        ptr-missing	450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]
        routing-loop	554 5.4.6 Error: too many hops
        message-format	521 5.5.2 mx.example.org Error: bare <LF> received
        smtputf8-unsupported	553 5.6.7 Must declare SMTPUTF8 to send unicode address
        command-unsupported	504 5.5.4 Unsupported: BODY=BINARYMIME
        ip-blocklisted	550 5.7.1 Service unavailable; client [192.0.2.1] blocked using bl.example.org
        server-trouble	450 4.3.2 Service currently unavailable
        server-trouble	421 4.3.2 All server ports are busy
        bad-sequence	521 5.5.1 Protocol error
        bad-sequence	550 5.5.1 Protocol error
        tls-failed	454 4.7.0 TLS not available due to local problem
        auth-failed	535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
        auth-failed	535 5.7.8 Error: authentication failed: (reason unavailable)
        auth-failed	501 5.7.0 Authentication aborted
        server-trouble	454 4.7.0 Temporary authentication failure: Connection lost to authentication server
        domain-not-found	550 5.4.4 Host or domain name not found. Name service error for name=example.net type=A: Host not found
        mailbox-disabled	551 5.1.6 User has moved; please try u@example.org
        virus	550 5.7.1 This message contains a virus
        spf-fail	550 5.7.23 <u@example.net>: Recipient address rejected: Message rejected due to: SPF fail - not authorized
        greylisted	450 4.2.0 <u@example.net>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.net.html
        tls-required	450 4.7.1 <u@example.net>: Session encryption is required
        # Exim
        bad-sequence	503 valid RCPT command must precede DATA
        bad-sequence	503 HELO or EHLO required
        command-unsupported	500 unrecognized command
        error-limit	500 Too many syntax or protocol errors
        error-limit	500 Too many unrecognized commands
        error-limit	554 Too many nonmail commands
        too-many-connections	421 Too many concurrent SMTP connections; please try again later.
        too-many-connections	421 Too many concurrent SMTP connections from this IP address; please try again later.
        too-many-recipients	452 too many recipients
        server-trouble	451 Temporary local problem - please try later
        relay-denied	550 relay not permitted
        policy	550 Administrative prohibition
        mailbox-unknown	550 Unrouteable address
        sender-rejected	501 <joe>: sender address must contain a domain
        syntax-error	501 <joe>: recipient address must contain a domain
        helo-rejected	501 Syntactically invalid HELO argument(s)
        bad-sequence	554 SMTP synchronization error
        auth-mechanism	503 AUTH command used when not advertised
        auth-mechanism	504 CRAM-MD5 authentication mechanism not supported
        auth-required	550 authentication required
        server-storage	452 space shortage, please try later
        sender-rejected	550 Sender verify failed
        sender-rejected	451 Could not complete sender verify callout
        sender-rejected	550-Verification failed for <joe@example.net>\n550-No Such User Here\n550 Sender verify failed
        network-failure	421 mx.example.org: SMTP command timeout - closing connection
        network-failure	421 mx.example.org SMTP incoming data timeout - closing connection.
        syntax-error	501 missing or malformed local part
        syntax-error	501 malformed address: > may not follow <joe
        tls-failed	454 TLS currently unavailable
        command-unsupported	503 STARTTLS command used when not advertised
        message-format	550 maximum allowed line length is 998 octets, got 1204
        policy	554 Mail from joe@example.net rejected for policy reasons.
        routing-loop	550 Too many "Received" headers - suspected mail loop
        rate-limited	451 Only 100 messages per hour are allowed
        server-trouble	421 Unexpected failure, please try later
        expired	550 retry timeout exceeded
        network-failure	421 all hosts have been failing for a long time and were last tried after this message arrived
        message-format	550 All addresses in From: must be fully qualified; malformed header
        server-trouble	450 Error writing data file: no such directory
        # Sendmail
        sender-rejected	553 5.1.8 <u@x.example>... Domain of sender address u@x.example does not exist
        sender-rejected	451 4.1.8 Domain of sender address u@x.example does not resolve
        sender-rejected	553 5.5.4 <joe>... Domain name required for sender address joe
        relay-denied	550 5.7.1 <u@x.example>... Relaying denied. IP name lookup failed [192.0.2.4]
        relay-denied	550 5.7.1 <u@x.example>... Relaying denied. Proper authentication required.
        ip-blocklisted	554 5.7.1 Access denied from 192.0.2.3
        policy	550 5.7.1 <u@x.example>... Access denied
        bad-sequence	503 5.0.0 Polite people say HELO first
        bad-sequence	503 5.0.0 Need MAIL before RCPT
        bad-sequence	503 5.5.0 Sender already specified
        server-storage	452 4.4.5 Insufficient disk space; try again later
        rate-limited	421 4.3.2 Connection rate limit exceeded.
        too-many-connections	421 4.3.2 Too many open connections.
        error-limit	421 4.7.0 mx.example.org Too many bad commands; closing connection
        message-too-large	552 5.2.3 Message size exceeds maximum value
        domain-not-found	550 5.1.2 <u@x.example>... Host unknown (Name server: x.example: host not found)
        routing-loop	553 5.3.5 mx.example.org. config error: mail loops back to me (MX problem?)
        server-trouble	554 5.3.5 Local configuration error
        syntax-error	553 5.1.3 <@>... User address required
        helo-rejected	501 5.0.0 HELO requires domain address
        command-unsupported	500 5.5.1 Command unrecognized: "XXXX"
        command-unsupported	502 5.7.0 Sorry, we do not allow this operation
        tls-failed	454 4.3.3 TLS not available after start
        tls-failed	403 4.7.0 TLS handshake failed.
        auth-required	530 5.7.0 Authentication required
        auth-mechanism	504 5.3.3 AUTH mechanism LOGIN not available
        ptr-missing	550 5.7.1 Fix reverse DNS for 192.0.2.3
        ip-blocklisted	553 5.3.0 Rejected - see http://www.spamhaus.org/
        mailbox-unknown	550 5.1.1 <u@x.example>... User unknown
        too-many-recipients	452 4.5.3 Too many recipients
        bad-sequence	554 5.5.1 No recipients have been specified
        mailbox-disabled	551 5.7.1 User not local; please try <u@y.example>
        server-trouble	451 4.3.0 collect: Cannot write /var/spool: No such file
        rate-limited	421 4.3.2 mx.example.org system load is too high, connection rejected, rate limit
        # qmail
        relay-denied	553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
        domain-blocklisted	553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)
        mailbox-unknown	550 sorry, no mailbox here by that name. (#5.1.1)
        message-too-large	552 sorry, that message size exceeds my databytes limit (#5.3.4)
        routing-loop	554 too many hops, this message is looping (#5.4.6)
        message-format	451 See http://pobox.com/~djb/docs/smtplf.html.
        bad-sequence	503 MAIL first (#5.5.1)
        command-unsupported	502 unimplemented (#5.5.1)
        syntax-error	555 syntax error (#5.5.4)
        server-trouble	451 qq temporary problem (#4.3.0)
        network-failure	451 timeout (#4.4.2)
        sender-rejected	553 sorry, your envelope sender domain must exist (#5.7.1)
        auth-failed	501 auth exchange canceled (#5.0.0)
        mailbox-full	552 sorry, user is over quota (#5.2.2)
        expired	I'm not going to try again; this message has been in the queue too long.
        network-failure	Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
        domain-not-found	Sorry, I couldn't find any host named x.example. (#5.1.2)
        # Exchange
        auth-required	530 5.7.1 Client was not authenticated
        auth-failed	535 5.7.3 Authentication unsuccessful
        send-as-denied	550 5.7.1 Client does not have permissions to send as this sender
        send-as-denied	550 5.7.60 SMTP; Client does not have permissions to send as this sender
        relay-denied	550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain
        relay-denied	550 5.7.1 Unable to relay for u@x.example
        auth-mechanism	504 5.7.4 Unrecognized authentication type
        server-storage	452 4.3.1 Insufficient system resources
        too-many-connections	421 4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission channel
        rate-limited	421 4.4.2 Message submission rate for this client has exceeded the configured limit
        network-failure	421 4.4.1 Connection timed out
        recipient-restricted	550 5.7.1 RESOLVER.RST.AuthRequired; authentication required
        recipient-restricted	550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
        message-too-large	550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
        mailbox-full	554 5.2.2 STOREDRV.Deliver; mailbox full. The following information should help identify the cause
        server-trouble	432 4.3.2 STOREDRV; mailbox server is too busy
        send-as-denied	554 5.2.252 SendAsDenied; user@example.com not allowed to send as other@example.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied
        policy	550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy
        routing-loop	550 5.4.6 RESOLVER.FWD.Loop; there is a forwarding loop configured in the directory
        expired	550 4.4.7 QUEUE.Expired; message expired
        mailbox-unknown	550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT031.eop-EUR01.prod.protection.outlook.com]
        tls-required	451 5.7.3 STARTTLS is required to send mail
        tls-failed	450 4.7.323 tlsa-invalid: The domain failed DANE validation
        rate-limited	451 4.7.500 Server busy. Please try again later from [192.0.2.3]. (S77719)
        syntax-error	501 5.5.4 Invalid arguments
        helo-rejected	501 5.5.4 Invalid domain name
        # hMailServer, Haraka, OpenSMTPD, Stalwart, Dovecot
        helo-rejected	501 Missing hostname
        relay-denied	550 Delivery is not allowed to this address.
        auth-required	530 SMTP authentication is required.
        bad-sequence	503 Must have sender and recipient first.
        bad-sequence	503 must have sender first.
        mailbox-unknown	550 Unknown user
        message-too-large	554 Rejected - Message size exceeds the size limit for this server.
        helo-rejected	550 The host name specified in HELO does not match IP address.
        spf-fail	550 Blocked by SPF (https://www.open-spf.org/)
        error-limit	421 Too many invalid commands. Bye!
        mailbox-unknown	550 Invalid recipient: <u@x.example>
        auth-required	530 5.5.1 Invalid command: Must issue an AUTH command first
        tls-required	530 5.5.1 Invalid command: Must issue a STARTTLS command first
        bad-sequence	503 5.5.1 Invalid command: Command not allowed at this point.
        policy	550 5.7.1 Delivery not authorized, message refused
        bad-sequence	503 5.5.1 Invalid command: Already authenticated
        syntax-error	501 5.5.2 Invalid command arguments
        syntax-error	500 5.5.2 Line too long
        mailbox-unknown	550 5.1.2 Mailbox does not exist.
        relay-denied	550 5.1.2 Relay not allowed.
        auth-required	503 5.5.1 You must authenticate first.
        bad-sequence	503 5.5.1 Polite people say EHLO first.
        helo-rejected	550 5.5.0 Invalid EHLO domain.
        rate-limited	452 4.4.5 Rate limit exceeded, try again later.
        send-as-denied	501 5.5.4 You are not allowed to send from this address.
        auth-failed	535 5.7.8 Authentication credentials invalid.
        relay-denied	550 I cannot deliver mail for <u@x.example>
        auth-required	550 5.7.1 Please authenticate before sending
        bad-sequence	503 5.5.1 MAIL command out of sequence
        mailbox-full	452 4.2.2 <u@x.example> Mailbox is full / Blocks limit exceeded / Inode limit exceeded
        mailbox-unknown	550 5.1.1 <u@x.example> User doesn't exist: u@x.example
        auth-failed	535 5.7.8 Authentication failed.
        too-many-connections	421 4.7.0 Too many connections from your host
        auth-required	530 5.7.0 Authentication required.
        # languages
        mailbox-unknown	550 Empfänger unbekannt
        mailbox-unknown	550 Die Adresse des Empfängers existiert nicht
        mailbox-full	552 Das Postfach ist voll
        mailbox-unknown	550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN007_401
        mailbox-full	552 5.2.2 La boîte du destinataire est pleine
        mailbox-unknown	550 Nie ma takiego użytkownika
        mailbox-unknown	550 Такого пользователя не существует
        mailbox-unknown	550 Пользователь не найден
        mailbox-full	552 Почтовый ящик переполнен
        mailbox-unknown	550 El usuario no existe
        mailbox-full	552 Buzón lleno
        mailbox-unknown	550 Usuário inexistente
        mailbox-full	552 Caixa postal cheia
        mailbox-unknown	550 収件人不存在 用户不存在
        mailbox-full	552 邮箱空间不足
        content-spam	554 垃圾邮件,拒绝接收
        mailbox-unknown	550 宛先が存在しません
        auth-failed	535 用户名或密码错误
        ip-blocklisted	554 Ваш IP находится в черном списке
        content-spam	554 Сообщение отклонено как спам
        auth-required	530 Требуется аутентификация
        relay-denied	550 Weiterleitung nicht erlaubt
        content-spam	550 Ihre Nachricht wurde als Spam eingestuft
        auth-failed	535 Falscher Benutzername oder Passwort
        message-too-large	552 Nachricht zu groß
        message-too-large	552 Message trop volumineux
        server-trouble	451 Vorübergehender Systemfehler, bitte versuchen Sie es später
        # others
        too-many-recipients	452 4.5.3 Your message has too many recipients
        too-many-recipients	550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients
        recipient-restricted	550 5.7.1 You are not allowed to post to this mailing list
        recipient-restricted	550 The recipient only accepts mail from known senders
        recipient-restricted	550 Recipient has blocked mail from your address
        recipient-restricted	550 5.7.1 This group only accepts mail from its members
        domain-blocklisted	550 The domain example.net is on our blocklist
        domain-blocklisted	554 5.7.1 Service unavailable; Sender address [u@x.example] blocked using dbl.spamhaus.org
        domain-blocklisted	550 Message contains a link to a domain listed by SURBL
        error-limit	421 Too many invalid recipients, closing connection
        error-limit	550 Too many failed RCPT attempts
        error-limit	421 4.7.0 Too many unknown users
        smtputf8-unsupported	550 Internationalized mailbox name not supported
        smtputf8-unsupported	554 SMTPUTF8 is required, but was not offered by host mx.example.net
        expired	550 5.4.7 Delivery expired (message too old)
        tls-failed	550 5.7.5 Permanent error: recipient domain's MTA-STS policy could not be validated
        tls-failed	554 5.7.5 Server certificate not trusted
        tls-required	550 5.7.10 This server requires encryption
        tls-required	530 Encryption required for this connection
        dkim-fail	550 5.7.20 DKIM signature did not verify
        dkim-fail	554 DKIM: bad signature, body hash mismatch
        unauthenticated	550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.
        unauthenticated	550 Messages without SPF or DKIM are not accepted here
        command-unsupported	502 5.7.0 Please use a different command: TURN disabled
        command-unsupported	252 2.1.5 Cannot VRFY user
        ip-blocklisted	554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.
        ip-blocklisted	550 Mail from dynamic IP addresses is not accepted
        ip-blocklisted	421 4.7.0 Connection refused: your IP is on our blocklist
        ptr-missing	554 No reverse DNS for your IP
        ptr-missing	550 Your server needs a valid PTR record
        virus	554 Message rejected: attachment type .exe not allowed
        virus	550 Malware detected in your message
        mailbox-disabled	550 5.2.1 Account has been suspended
        mailbox-disabled	550 This account has been closed by its owner
        network-failure	451 4.4.1 No answer from host
        message-format	550 5.6.0 Message has no From header
        message-format	554 5.6.1 8-bit characters in header
        server-trouble	421 4.3.0 Server is overloaded, try again
        greylisted	451 4.7.1 You have been greylisted. Try again in 5 minutes.
        rate-limited	450 You have reached your hourly sending limit
        auth-mechanism	535 5.7.139 Authentication unsuccessful, the request did not meet the criteria: basic authentication is disabled
        send-as-denied	554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: u@x.example
        """#

    /// The rows of all tables, without headings.
    static let rows: [(category: String, reply: String)] = [
        servers, providers, others, plain, spoken, homemade,
    ]
    .flatMap { $0.split(separator: "\n") }
    .filter { !$0.hasPrefix("#") }
    .map { line in
        let cells = line.split(separator: "\t", maxSplits: 1)
        return (String(cells[0]), cells[1].split(separator: #"\n"#).joined(separator: "\n"))
    }
}
