extension WordedReplies {
    /// Refusals by postmasters who write their own rules: few of the usual terms, few numbers.
    static let homemade = #"""
        mailbox-unknown	550 The address you typed is not on file
        mailbox-unknown	550 acct does not exist
        mailbox-unknown	550 That address doesn't go anywhere
        mailbox-unknown	550 RCPT TO:<a@b.example> User not listed in address book
        mailbox-unknown	554 5.7.1 recipient not present in directory
        mailbox-unknown	550 5.0.0 mail for bob not deliverable here: no such employee
        mailbox-unknown	550 5.1.1 The recipient does not exist; your message was checked for spam and viruses first
        mailbox-unknown	550 5.1.0 rejected by ESP: user unknown
        mailbox-full	452 4.2.2 The recipient has too many messages waiting
        mailbox-full	550 The users mailbox has exceeded allowance
        mailbox-full	452 User's mail directory has exceeded its limit
        mailbox-full	422 The recipient's box cannot take any more mail
        mailbox-full	450 Mailbox temporarily over its limits, try later
        mailbox-full	452 4.2.2 Delivery would put recipient over quota
        mailbox-full	550 Benutzer hat sein Limit erreicht
        mailbox-full	554 recipient's message store limit reached
        mailbox-full	552 the user is not accepting mail because the inbox is overfilled
        mailbox-full	550 5.2.3 mailbox has too many mails
        mailbox-disabled	550 This account has been shut down
        mailbox-disabled	550 Account is on administrative hold
        mailbox-disabled	551 Mr Smith retired last year
        mailbox-disabled	550 That user has gone away
        mailbox-disabled	550 The address was retired, see our web page
        mailbox-disabled	550 account revoked
        mailbox-disabled	550 user was removed from the system
        mailbox-disabled	554 5.7.1 The user you are trying to contact is no longer reachable here; try another address
        mailbox-disabled	550 Mailbox bob is on vacation hold until further notice
        recipient-restricted	550 You are not on the approved sender list of the recipient
        recipient-restricted	550 This user has you on ignore
        recipient-restricted	550 Mail to this address is limited to local hosts
        recipient-restricted	554 This mailbox cannot be mailed from the outside world
        recipient-restricted	550 5.7.1 this alias is for in-house use
        recipient-restricted	550 no-reply address, we do not read mail here
        recipient-restricted	550 5.7.1 Sender not allowed to mail the recipient
        recipient-restricted	550 parental controls on the recipient's account refuse this sender
        recipient-restricted	550 Closed mailing list
        recipient-restricted	550 Administrative accounts may only be mailed from within the network
        recipient-restricted	550 5.7.0 address for internal use
        recipient-restricted	550 This is an outgoing only address
        recipient-restricted	550 posting to this group needs approval
        recipient-restricted	550 No mail to this address from outside
        recipient-restricted	550 Local-only alias
        recipient-restricted	550 You are not authorised to send e-mail to this distribution group
        recipient-restricted	550 5.7.0 (DEN) Delivery to this user is denied by his settings
        recipient-restricted	550 5.7.1 Recipient's filter rejected your mail
        recipient-restricted	550 mail refused: you are not on this user's friends list
        recipient-restricted	550 5.7.1 user set to reject mail from unknown senders
        domain-not-found	550 Domain of recipient has no A, AAAA or MX
        domain-not-found	550 5.4.4 Unable to route: no mail hosts for domain
        domain-not-found	550 domain x.com has no working mail server
        domain-not-found	556 5.1.10 target domain publishes a null record and takes no mail
        domain-not-found	550 an MX or SRV record indicated no SMTP service
        domain-not-found	554 mail exchanger of the recipient domain points to 127.0.0.1
        domain-not-found	450 DNS cannot tell where mail for that domain goes
        domain-not-found	550 bad host/domain syntax or no such domain
        domain-not-found	550 5.1.2 invalid recipient domain
        network-failure	550 Could not deliver, remote server is down
        network-failure	420 TCP write error
        network-failure	450 Host down (mx.example.com)
        network-failure	451 connection to mail server rejected (#4.4.1)
        network-failure	451 communication with mail server failed (#4.4.2)
        network-failure	554 5.4.4 connection to all exchangers failed
        network-failure	421 disconnecting: inactive for 300 seconds
        network-failure	450 4.4.1 SMTP connection could not be opened
        routing-loop	550 message has been here already
        routing-loop	550 forwarding chain too long
        routing-loop	550 message exceeded maximum number of relays
        routing-loop	550 the recipient forwards back to the sender
        routing-loop	550 I have seen this message 30 times
        expired	550 message waited too long and has been bounced
        expired	550 Could not deliver in 5 days, I give up
        expired	550 permanent failure after 72 hours of retries
        expired	550 Unable to deliver message for 5 days
        expired	451 message age exceeds limit; bounced
        relay-denied	550 Not local
        relay-denied	550 that domain isn't in our list of local domains
        relay-denied	550 Mail to that domain is not accepted via this host
        relay-denied	551 User not local; please try another server
        relay-denied	554 5.7.1 Recipient domain not handled by this MX
        relay-denied	550 rcpt domain not in list of accepted domains
        relay-denied	550 5.7.1 mail for example.com not served
        relay-denied	550 We are not responsible for this domain
        relay-denied	550 Sorry, you are not permitted to send mail through this server
        relay-denied	550 Invalid recipient domain, not hosted here
        relay-denied	550 Invalid recipient: not relaying
        relay-denied	550 5.7.1 domain example.org isn't allowed to be relayed thru this MTA
        relay-denied	550 That domain isn't handled here
        relay-denied	554 5.7.1 recipient domain is not hosted here; user lookup skipped
        relay-denied	553 relay check domain fail
        auth-required	554 Client is not logged on
        auth-required	550 No anonymous submissions
        auth-required	553 authenticate with your username and password first
        auth-required	550 You need to authorize before sending
        auth-required	530 5.5.1 Authorization is required
        auth-required	550 You must check for new mail before sending mail
        auth-required	553 5.7.1 you must use submission with credentials for local addresses
        auth-required	550 5.7.1 unauthenticated clients can't use local sender addresses
        auth-required	550 Only authenticated users may relay
        auth-failed	550 Login credentials no longer valid. Please re-authenticate.
        auth-failed	500 5.5.6 Invalid challenge.
        auth-mechanism	504 Only PLAIN and LOGIN are understood
        auth-mechanism	500 AUTH unknown
        auth-mechanism	535 this mailbox may not use SMTP AUTH
        auth-mechanism	550 SMTP access for this mailbox is switched off in the control panel
        send-as-denied	550 Sender does not match the login
        send-as-denied	553 The sender domain has not been added to your account
        send-as-denied	550 spoofing other users is forbidden
        send-as-denied	550 From: header must belong to you
        send-as-denied	550 5.7.1 Sending with another user's address is prohibited
        send-as-denied	553 you are logged in as joe but MAIL FROM says ann
        send-as-denied	550 The From address has to be one of your aliases
        send-as-denied	554 sender domain is not in the list of domains of this account
        send-as-denied	550 5.7.1 authenticated as bob but sender is alice
        send-as-denied	550 user bob may not send for domain example.org
        send-as-denied	550 5.7.1 joe can't use ann's address
        send-as-denied	550 5.7.0 Sender address is not a registered alias of the user
        tls-required	550 5.7.10 plain connections are not welcome
        tls-required	451 4.7.5 recipient insists on secure transport
        tls-required	554 5.7.0 refusing to talk in the clear
        tls-required	530 please enable encryption in your mail program
        tls-required	554 5.7.0 session must be secured first
        tls-required	554 5.7.1 TLS or nothing
        tls-required	550 5.7.4 recipient domain wants encrypted connections
        tls-required	550 5.7.1 STARTTLS needed before sending mail here
        tls-failed	421 4.7.5 protocol too old
        tls-failed	554 5.7.4 remote has no STARTTLS
        tls-failed	450 TLS is required, but was not offered by host mx.example.org
        tls-failed	501 5.5.4 SSLv3 is not allowed
        tls-failed	554 5.7.5 non DNSSEC destination
        tls-failed	550 5.7.4 peer offers no TLS though policy demands it
        tls-failed	450 4.7.5 server doesn't offer STARTTLS but policy requires it
        tls-failed	454 4.7.0 no TLS at the moment
        sender-rejected	451 4.1.8 unable to resolve your domain, try later
        sender-rejected	501 Sender must be a full address
        sender-rejected	550 We could not send a bounce to you
        sender-rejected	553 sender domain has bogus MX
        sender-rejected	554 The domain in your From has neither MX nor A
        sender-rejected	550 we refuse bounces
        sender-rejected	550 bounce message for a mail we never sent
        sender-rejected	550 5.7.1 backscatter not accepted
        sender-rejected	550 This address never sends messages directly, and should not accept bounces
        sender-rejected	550 5.7.1 Your email address is not accepted by this server
        spf-fail	550 5.7.23 sender policy check did not pass
        spf-fail	550 your IP isn't among the designated senders of example.org
        spf-fail	451 4.4.3 SPF temporary error
        spf-fail	554 the domain owner does not let this server send its mail
        spf-fail	550 v=spf1 record of your domain has a syntax error
        spf-fail	550 failed sender policy test
        spf-fail	550 Mail claiming to be from example.com must come from its own servers (SPF)
        dkim-fail	550 public key not found in DNS for selector s1
        dmarc-fail	550 mail did not align
        unauthenticated	550 could not authenticate the origin of your message
        ptr-missing	550 your IP must resolve back to a hostname
        ptr-missing	550 you have no reverse
        ptr-missing	550 client has a generic PTR
        ptr-missing	450 your mail server's address does not resolve to a name
        ptr-missing	450 4.7.1 unverified client hostname
        helo-rejected	554 forged greeting
        helo-rejected	550 You greeted me with an IP
        helo-rejected	550 nobody is called localhost
        helo-rejected	550 hostname in greeting must have a dot
        helo-rejected	501 do not greet me as localhost
        ip-blocklisted	554 we do not talk to DSL customers
        ip-blocklisted	550 we don't accept mail from cloud servers
        ip-blocklisted	550 dialup hosts must use their provider's relay
        ip-blocklisted	550 5.0.0 We do not accept mail from spammers
        ip-blocklisted	550 blocked for spamming, contact abuse@example.com
        ip-blocklisted	550 Send your message via your ISP's smarthost
        ip-blocklisted	550 Go away you spammer
        ip-blocklisted	554 5.7.1 You are listed on our private blacklist
        ip-blocklisted	550 Rejected due to GeoIP restrictions
        ip-blocklisted	550 No mail accepted from dialup/dynamic hosts. Use your provider's mail server.
        ip-blocklisted	550 Connection from TOR exit node refused
        domain-blocklisted	550 your domain is too young
        domain-blocklisted	550 mail mentions a spamvertised site
        domain-blocklisted	550 newly registered domain
        domain-blocklisted	550 5.7.1 From domain is in our reject list
        domain-blocklisted	554 5.7.1 the domain in your From: is known for spam
        domain-blocklisted	550 b.example is listed at rhsbl.ahbl.org
        domain-blocklisted	550 the sender's domain is on our internal block list
        policy	550 go away
        policy	550 5.7.1 Command rejected
        policy	421 Refused. Contact postmaster
        policy	554 5.7.1 mail not accepted here
        policy	554 rejected by milter
        policy	550 5.0.0 Command rejected
        policy	550 5.7.1 Sorry, we cannot accept this
        content-spam	550 message body contains banned text
        content-spam	550 Message contained unsafe content
        content-spam	550 High scoring message (12.3)
        content-spam	571 message contains phrase we refuse to deliver
        content-spam	550 Possible Nigerian 419 scam
        content-spam	550 This message matched a blacklisted string
        virus	554 password protected zip refused
        virus	550 Contains .pif file (blacklisted).
        virus	554 5.7.1 attachment refused: zip files with executables are blocked to protect users from spam and viruses
        message-format	550 Date is too far in the past
        message-format	554 message body is empty
        message-format	550 boundary missing
        message-format	554 Email contained no subject
        message-format	550 Serious MIME defect detected (unbalanced boundaries)
        message-format	550 Header From: must contain a valid address
        message-format	552 5.6.0 Headers too large (32768 max)
        message-format	550 5.7.1 Delivery not authorized: too many From addresses
        message-too-large	550 5.2.3 over the size the recipient takes
        message-too-large	550 your mail weighs too much
        message-too-large	554 body exceeds limit
        greylisted	450 First delivery attempt from you, retry
        greylisted	451 temporary reject, resend after 00:04:59
        greylisted	450 This mail is temporarily denied
        greylisted	450 Unknown sender/recipient/IP combination. Deferred.
        greylisted	450 4.3.2 Not accepting mail from you at first sight, retry
        greylisted	421 4.7.0 first connection from your IP, retry in 60 s
        rate-limited	550 your allowance for today is used up
        rate-limited	452 quota of outgoing mail exhausted
        rate-limited	450 4.7.1 Recipient address rejected: Policy Rejection- Message quota exceeded.
        rate-limited	450 4.7.0 sending faster than allowed
        rate-limited	452 4.5.3 Too many recipients in the last hour
        rate-limited	452 Too many recipients received this hour
        rate-limited	452 4.5.3 your account has sent to too many recipients today
        too-many-connections	421 only 5 connections per IP
        too-many-connections	421 all servers busy with your host
        too-many-recipients	452 only 10 RCPTs allowed
        too-many-recipients	450 please split your recipients
        error-limit	421 you guessed too many addresses
        error-limit	550 you tried 10 nonexistent mailboxes
        error-limit	554 5.5.0 too many unrecognised verbs
        error-limit	550 More than 5 invalid recipients: blocked
        server-trouble	421 Come back later
        server-trouble	550 panic
        server-trouble	451 could not connect to spamd
        server-trouble	450 Unable to contact greylist server
        server-trouble	451 4.7.1 greylisting database error
        server-trouble	500 5.0.0 an internal failure occurred
        server-trouble	451 4.5.0 Error in processing, id=00741-08, virus_scan FAILED
        server-storage	452 cannot write to disk
        syntax-error	553 missing <>
        syntax-error	553 address is incomplete
        syntax-error	500 5.5.6 too long a command line
        syntax-error	553 5.1.3 two at signs
        syntax-error	501 Unqualified recipient rejected
        command-unsupported	502 STARTTLS not offered
        command-unsupported	555 DSN is not supported here
        command-unsupported	550 VRFY isn't allowed here
        command-unsupported	550 EXPN isn't for you
        bad-sequence	503 Who are you? Introduce yourself
        smtputf8-unsupported	554 next hop does not do EAI
        smtputf8-unsupported	504 5.5.4 SMTPUTF8 parameter not implemented
        """#
}
