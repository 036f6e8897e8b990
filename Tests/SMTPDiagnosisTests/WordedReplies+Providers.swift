extension WordedReplies {
    /// As `servers`: replies of large providers and of what stands in front of servers.
    static let providers = #"""
        server-trouble	421 Unable to process connection at this time
        greylisted	451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451
        tls-required	553 This route requires encryption (SSL/TLS)
        tls-failed	553 This route requires trusted SSL certificates
        recipient-restricted	550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550
        ip-blocklisted	550 Local CMP blocked - https://community.mimecast.com/docs/DOC-1369#550
        ip-blocklisted	550 csi.mimecast.org Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550
        virus	554 Email rejected due to security policies - Virus Signature Detection
        routing-loop	554 Mail loop detected
        mailbox-disabled	550 User email address is disabled
        message-too-large	554 Maximum email size exceeded - https://community.mimecast.com/docs/DOC-1369#554
        content-spam	550 Message bounced due to Content Examination Policy
        ip-blocklisted	554 resimta-po-11v.sys.comcast.net comcast 192.0.2.1 Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000000
        ip-blocklisted	550 5.2.0 IMTA23 192.0.2.1 blocked by Cox CXBL
        ip-blocklisted	554 IMP a.cox.net 192.0.2.1 blocked. IPBL100 - Refer to Error Codes section at https://www.cox.com/ for more information.
        sender-rejected	550 5.1.0 <a@b.example> sender rejected. Refer to Error Codes section. AUP#CXSNDR
        too-many-connections	421 - Too many sessions opened
        ptr-missing	421 - Reverse DNS failure : Try again later
        ip-blocklisted	550 5.7.1 mail from dynamic IP space refused ES000010
        ip-blocklisted	421 mx.example.org cmsmtp 192.0.2.7 blocked AUP#CDRBL
        rate-limited	452 4.1.0 requested action aborted: try again later, too many emails AUP#MXRT
        content-spam	552 5.2.0 message rejected AUP#CMS
        rate-limited	451 4.7.651 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. For e-mail delivery information see https://postmaster.live.com (S775)
        ip-blocklisted	550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140). You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.
        ip-blocklisted	550 SC-001 (COL004-MC1F5) Unfortunately, messages from 192.0.2.1 weren't sent.
        mailbox-unknown	550 5.5.0 Requested action not taken: mailbox unavailable. [AM5EUR03FT012.eop-EUR03.prod.protection.outlook.com]
        mailbox-full	552 5.2.2 STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; Failed to process message due to a permanent exception
        relay-denied	550 5.7.64 TenantAttribution; Relay Access Denied [VE1EUR03FT004.eop-EUR03.prod.protection.outlook.com]
        recipient-restricted	550 5.7.124 RESOLVER.RST.SenderNotInAllowedSenders; sender not in allowed senders list
        server-trouble	451 4.7.0 Temporary server error. Please try again later. PRX2
        rate-limited	550 5.2.2 Submission quota exceeded
        policy	550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy
        tls-failed	450 4.7.322 certificate-expired: Destination mail server's certificate is expired
        message-format	550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant
        domain-blocklisted	550 5.1.8 Access denied, bad outbound sender AS(42004)
        recipient-restricted	550 5.7.193 UnifiedGroupAgent; Delivery failed because the sender isn't a group member or external senders aren't permitted to send to this group.
        domain-not-found	550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]
        network-failure	450 4.4.315 Connection timed out [Message=Socket error code 10060]
        ip-blocklisted	554-gmx.net (mxgmx016) Nemesis ESMTP Service not available\n554-No SMTP service\n554-IP address is black listed.\n554 For explanation visit http://postmaster.gmx.com/en/error-messages?ip=192.0.2.1&c=bip
        ptr-missing	554-web.de (mxweb103) Nemesis ESMTP Service not available\n554-No SMTP service\n554-Bad DNS PTR resource record.\n554 For explanation visit http://postmaster.web.de/error-messages?ip=192.0.2.1&c=bdr
        ip-blocklisted	554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.)
        ip-blocklisted	554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.t-online.de for reset. (NOWL)
        policy	550-Requested action not taken: mailbox unavailable\n550-Reject due to policy restrictions.\n550 For explanation visit http://postmaster.gmx.com/en/case?c=hi
        rate-limited	450-Requested mail action not taken: mailbox unavailable\n450 Mail send limit exceeded.
        too-many-connections	421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]
        ip-blocklisted	421 Too many spams from your IP (192.0.2.1), please visit http://postmaster.free.fr/
        mailbox-unknown	550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
        mailbox-full	552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]
        dmarc-fail	554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes dmarc
        policy	554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes
        server-trouble	451 Resources temporarily not available - Please try again later [#4.16.5].
        rate-limited	421 4.7.0 [TSS05] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints
        content-spam	550 5.7.1 Your message was rejected due to content (CS01)
        mailbox-full	552 5.2.2 <u@icloud.com>: user is over quota
        rate-limited	550 Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000722
        content-spam	550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726
        mailbox-unknown	550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728
        ip-blocklisted	554 HL:IPB 163 mx21,PsCowECpzSLo
        content-spam	554 DT:SPM 163 smtp10,DsCowADX8T
        rate-limited	451 RP:QRC 163 mx9
        send-as-denied	553 Mail from must equal authorized user
        auth-failed	535 Login Fail. Please enter your authorization code to login.
        spf-fail	553 MI:SPF 163 mx1,D8CowAD3
        mailbox-unknown	550 Message was not accepted -- invalid mailbox.  Local mailbox u@mail.ru is unavailable: user not found
        mailbox-disabled	550 Message was not accepted -- invalid mailbox. Local mailbox u@bk.ru is unavailable: account is disabled
        content-spam	550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abc or report details to abuse@corp.mail.ru.
        auth-mechanism	535 5.7.8 Error: authentication failed: This user does not have access rights to this service
        content-spam	554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc
        rate-limited	451 4.7.1 Sorry, the service is currently limiting messages from your host. Please try again later.
        mailbox-unknown	550 Unknown user u@docomo.ne.jp
        mailbox-unknown	550 5.1.1 宛先のメールアドレスは存在しません
        recipient-restricted	550 受信者により受信拒否されています
        send-as-denied	554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: a@b.example
        rate-limited	454 Throttling failure: Daily message quota exceeded.
        auth-failed	535 Authentication failed: Bad username / password
        rate-limited	451 Authentication failed: Maximum credits exceeded
        send-as-denied	550 5.7.1 Sender not verified: a@b.example is not a verified sender
        auth-failed	535 5.7.8 Authentication failed
        send-as-denied	553 Relaying disallowed as a@b.example
        rate-limited	550 5.4.6 Unusual sending activity detected. Please try after sometime
        recipient-restricted	550 5.7.1 Sender is not on the list of allowed senders for this mailing list
        recipient-restricted	550 Only authenticated users may send to this list
        recipient-restricted	554 5.7.1 <all@b.example>: Recipient address rejected: This address is for internal use only
        recipient-restricted	550 The recipient does not accept mails from your domain
        recipient-restricted	550 User u@b.example has blocked your address
        recipient-restricted	554 Sorry, you are not permitted to send to this distribution list
        recipient-restricted	550 5.2.1 The recipient's preferences do not permit delivery
        recipient-restricted	550 mail from you is not wanted by the recipient
        auth-required	550 5.7.1 You must log in before sending mail
        auth-required	530 5.7.1 Authentication is required to send mail
        auth-required	503 This mail server requires authentication when attempting to send to a non-local e-mail address.
        auth-required	550 SMTP AUTH is required for message submission on port 587
        auth-required	554 5.7.1 <a@b.example>: Sender address rejected: please log in
        auth-failed	535 5.7.1 Invalid login: username or password incorrect
        auth-failed	454 4.7.0 Too many failed login attempts for this account, locked for 10 minutes
        auth-failed	535 5.7.8 Username and Password not accepted. Learn more at 535 5.7.8 https://support.google.com/mail/?p=BadCredentials
        auth-failed	534-5.7.9 Application-specific password required. Learn more at\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor
        auth-mechanism	504 5.5.4 Unrecognized authentication type
        auth-mechanism	503 5.5.1 AUTH is not available on this port
        auth-mechanism	534 5.7.9 Authentication mechanism is too weak
        auth-mechanism	500 5.3.3 Unrecognized command: AUTH disabled
        send-as-denied	550 5.7.1 <a@b.example>: you are not authorised to use this sender address
        send-as-denied	550 The sender address does not match the authenticated user
        send-as-denied	553 5.7.1 Sender address rejected: not owned by user u
        send-as-denied	501 5.7.1 This user is not allowed to send as a@b.example
        send-as-denied	550 From address not allowed for this account
        helo-rejected	550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)
        helo-rejected	550 5.7.1 HELO should be a FQDN or address literal
        helo-rejected	554 5.7.1 You are not mx.example.org: forged HELO
        helo-rejected	501 EHLO requires a valid domain
        helo-rejected	550 "REJECTED - Bad HELO - Host impersonating [example.org]"
        tls-required	530 5.7.0 Must issue a STARTTLS command first
        tls-required	554 5.7.1 Session encryption is required
        tls-required	550 5.7.4 Encryption needed
        tls-required	421 4.7.0 TLS required for RCPT domain, closing connection
        tls-failed	454 4.7.0 TLS negotiation failed
        tls-failed	500 5.7.5 TLS handshake failure: no shared cipher
        tls-failed	550 5.7.5 MTA-STS: certificate host mismatch
        bad-sequence	503 5.5.2 Send hello first
        bad-sequence	503 5.5.1 Sender already specified
        bad-sequence	503 Error: MAIL after MAIL
        bad-sequence	503-5.5.1 EHLO/HELO first
        bad-sequence	554 5.5.0 Client spoke too early
        bad-sequence	503 5.5.1 You have not specified a recipient
        error-limit	421 4.7.0 Too many protocol errors (6) on this connection, closing transmission channel.
        error-limit	550 5.5.1 Too many invalid recipients
        error-limit	421 Too many unknown recipients from your IP
        error-limit	451 4.7.1 Too many bad commands, try later
        error-limit	550 Maximum number of bad rcpts exceeded
        command-unsupported	500 5.5.1 Unrecognized command
        command-unsupported	502 5.5.1 EXPN not supported
        command-unsupported	504 Command parameter not implemented
        command-unsupported	555 5.5.4 Unsupported extension: SMTPUTF8PARAM
        syntax-error	501 5.1.3 Bad recipient address syntax
        syntax-error	553 5.5.4 <a b@c.example>: bad address
        syntax-error	500 5.5.2 Command line too long
        syntax-error	501 5.5.4 Invalid SIZE parameter
        syntax-error	553 malformed recipient address
        smtputf8-unsupported	553 5.6.7 Non-ASCII addresses not permitted for this recipient
        smtputf8-unsupported	550 5.6.7 SMTPUTF8 not supported by next hop
        spf-fail	550 5.7.1 SPF MAIL FROM check failed
        spf-fail	550-5.7.26 The MAIL FROM domain [b.example] has an SPF record with a hard fail\n550 5.7.26 policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.1].
        spf-fail	554 5.7.1 Sender 192.0.2.1 is not allowed to send mail for b.example (SPF)
        dkim-fail	550 5.7.1 DKIM verification failed for domain b.example
        dkim-fail	554 5.7.7 Your mail is not DKIM signed
        dmarc-fail	550 5.7.1 Email rejected per DMARC policy for b.example
        dmarc-fail	550 #5.7.1 DMARC unauthenticated mail is prohibited.
        unauthenticated	550 5.7.1 Unauthenticated email is not accepted from this domain.
        unauthenticated	421 4.7.26 This mail has been rate limited because it is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.
        ptr-missing	550 5.7.25 Your IP address has no PTR record
        ptr-missing	554 5.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]
        ptr-missing	451 Reverse DNS lookup failed for your host
        ptr-missing	550 IP address 192.0.2.1 does not resolve to a hostname
        domain-blocklisted	554 5.7.1 The message contains a URL listed in the Spamhaus DBL
        domain-blocklisted	550 Sender domain is blacklisted
        domain-blocklisted	550 5.7.1 Your domain b.example has a poor reputation
        domain-blocklisted	554 Blacklisted URL in message. (b.example) in [black]. See http://lookup.uribl.com.
        domain-blocklisted	553 sender is on our blacklist
        ip-blocklisted	550 rejected because 192.0.2.1 is in a black list at b.barracudacentral.org
        ip-blocklisted	554 5.7.1 Your IP has been blocked due to suspicious activity
        ip-blocklisted	550 5.7.1 Connection refused, your IP address 192.0.2.1 is listed in our internal blacklist
        ip-blocklisted	554 mail from residential IP ranges is refused, use your provider's relay
        ip-blocklisted	421 4.7.1 Intrusion prevention active for [192.0.2.1]
        content-spam	550 5.7.1 This message has been identified as SPAM
        content-spam	554 5.7.1 Message scored too high on spam scale
        content-spam	550 message looks like junk mail
        content-spam	554 Blocked by content filter
        content-spam	552 spam content is rejected
        virus	550 5.7.1 Attachment blocked: .js files are not permitted
        virus	552 5.7.0 This message was blocked because its content presents a potential security issue.
        message-format	550 5.6.0 Message is missing a Date header
        message-format	550 5.7.1 Messages missing a valid Message-ID: header are not accepted
        message-format	554 5.6.0 Lone LF in message body
        message-format	554 5.6.1 Malformed MIME field
        message-format	550 5.6.0 Header From contains more than one address
        message-too-large	552 5.3.4 Your message exceeded Google's message size limits
        message-too-large	554 Message too big (12345678 bytes, limit 10485760)
        message-too-large	523 the message size exceeds the recipient's size limit 
        too-many-recipients	550 5.5.3 Too many recipients for this sender
        too-many-recipients	452 Recipient limit of 100 exceeded
        too-many-recipients	451 4.5.3 One recipient per message please
        too-many-connections	421 4.3.2 Connection limit exceeded from your IP
        too-many-connections	450 4.7.0 Maximum concurrent sessions reached, try again
        too-many-connections	421 Server busy, too many connections
        rate-limited	450 4.7.1 Error: too much mail from 192.0.2.1
        rate-limited	421 4.7.0 Rate limit exceeded
        rate-limited	550 5.4.5 Daily user sending limit exceeded
        rate-limited	452 Too many mails sent in the last hour
        rate-limited	421 Message rate exceeded for domain
        greylisted	450 4.2.0 Greylisted for 300 seconds
        greylisted	451 4.7.1 Please try again in 5 minutes
        greylisted	450 4.7.1 Service temporarily deferred: first time sender, please retry
        server-trouble	451 4.3.0 Mail server temporarily rejected message
        server-trouble	421 4.3.2 Service shutting down
        server-trouble	451 4.3.5 Server configuration problem
        server-trouble	450 4.3.2 System overloaded, try again later
        server-trouble	451 DNS temporary failure
        server-trouble	451 4.4.3 Temporary lookup failure
        server-trouble	550 5.3.0 Internal processing error
        server-trouble	554 Database connection failed
        server-storage	452 4.3.1 Out of disk space
        server-storage	431 4.3.1 Not enough disk space on server
        server-storage	452 4.3.1 Mail system full
        routing-loop	554 5.4.6 Too many hops 26 (25 max)
        routing-loop	550 5.4.6 Loop detected: message already delivered to this address
        expired	550 5.4.7 Message expired, giving up after 5 days
        expired	554 5.4.7 delivery time expired
        network-failure	421 4.4.2 Connection dropped due to inactivity
        network-failure	451 4.4.1 Unable to connect to destination server
        network-failure	421 4.4.1 Connection to internal server lost
        network-failure	421 Timeout waiting for client input
        domain-not-found	550 5.1.2 The recipient's domain does not exist
        domain-not-found	550 5.4.4 No MX record found for domain b.example
        domain-not-found	550 5.1.2 Bad destination host 'DNS Hard Error looking up b.example (MX): NXDomain'
        domain-not-found	450 4.4.4 Unable to resolve MX for b.example
        mailbox-full	552 5.2.2 The email account that you tried to reach is over quota
        mailbox-full	450 4.2.2 mailbox over storage limit
        mailbox-full	554 5.2.2 mailbox full; Storage quota reached
        mailbox-disabled	550 5.2.1 This mailbox has been blocked due to inactivity
        mailbox-disabled	554 5.7.1 account has been locked for violating our terms
        mailbox-disabled	550 5.1.6 The recipient has moved to a new address
        mailbox-disabled	550 5.2.1 The email account that you tried to reach is disabled.
        mailbox-unknown	550 5.1.1 <u@b.example> is not a valid mailbox
        mailbox-unknown	550 #5.1.0 Address rejected u@b.example
        mailbox-unknown	550 we have no mailbox with that name
        mailbox-unknown	511 5.1.1 sorry, no mailbox here by that name (#5.1.1 - chkuser)
        mailbox-unknown	553 5.1.1 addressee unknown
        mailbox-unknown	550 u@b.example... we do not know this person
        mailbox-unknown	554 5.1.1 recipient u@b.example undeliverable
        mailbox-unknown	550 Der Empfänger wurde nicht gefunden
        relay-denied	550 5.7.1 we do not relay
        relay-denied	551 5.7.1 relaying denied: b.example is not handled here
        relay-denied	553 sorry, this domain isn't in my list of allowed rcpthosts
        relay-denied	550 b.example is not a domain that we serve
        relay-denied	571 Delivery not authorized: relaying prohibited
        relay-denied	550 5.1.0 no relay for non-local recipients
        sender-rejected	550 5.1.8 Sender's domain does not exist
        sender-rejected	451 4.1.8 Domain of sender address a@b.example does not resolve
        sender-rejected	550 5.7.1 Sender refused
        sender-rejected	553 5.1.8 <a@b.example>... Sender has no valid MX
        sender-rejected	550 5.1.7 Unable to verify sender address
        policy	550 5.7.1 Message refused by local policy
        policy	554 5.7.1 Rejected
        policy	550 Not accepted
        policy	571 5.7.1 Message contains something that our policy forbids
        ip-blocklisted	553 Requested mail action not taken: Invalid IP
        sender-rejected	553 Requested mail action not taken: Fake sender
        auth-required	550 Requested action not taken: Local user only
        sender-rejected	550 Requested action not taken: NULL sender is not allowed
        ip-blocklisted	554 IP is rejected, smtp auth error limit exceed
        mailbox-disabled	550 User suspended
        mailbox-unknown	550 rcpt is rejected
        ip-blocklisted	550 Sorry, no access for this ip
        domain-blocklisted	550 Sorry, no access for this domain
        relay-denied	553 <u@b.example>... unauthorized relay traffic prohibited
        routing-loop	554 sendall: too many hops 19 (17 max)
        sender-rejected	451 From:domain must resolve
        message-format	553 Header Error
        ptr-missing	553 bad reverse dns
        mailbox-full	554 delivery error: Sorry, your message to u@b.example cannot be delivered. This account is over quota.
        server-trouble	450 Requested mail action not taken: mailbox unavailable (e.g., mailbox busy)
        server-trouble	451 Requested action aborted: error in processing
        server-storage	452 Requested action not taken: insufficient system storage
        server-trouble	421 b.example Service not available, closing transmission channel
        mailbox-unknown	550 Requested action not taken: mailbox unavailable
        mailbox-full	552 Requested mail action aborted: exceeded storage allocation
        mailbox-unknown	553 Requested action not taken: mailbox name not allowed
        policy	554 Transaction failed
        relay-denied	551 User not local
        mailbox-full	551 user has exhausted allowed storage space
        mailbox-unknown	550 mailbox unavaliable
        server-trouble	451 error writing message
        server-trouble	451 message could not be stored
        expired	447 Message timed out because of issues concerning the incoming server
        network-failure	442 The connection was dropped during the transmission
        network-failure	441 The recipient's server is not responding
        server-trouble	432 Recipient's incoming mail queue has been stopped
        routing-loop	446 The maximum hop count was exceeded for the message
        domain-not-found	512 Host server for the recipient's domain name cannot be found in DNS
        mailbox-unknown	511 Bad email address
        """#
}
