extension WordedReplies {
    /// A second round: people who explain a refusal in a sentence.
    static let spoken = #"""
        mailbox-unknown	550 Bob is not a recipient we deliver to
        mailbox-unknown	550 No recipient with that address was found
        mailbox-unknown	550 Der angegebene Empfänger ist hier nicht bekannt
        mailbox-unknown	550 L'utilisateur bob n'a pas été trouvé
        mailbox-unknown	550 La casella bob non esiste
        mailbox-unknown	550 宛先のメールアドレスが見つかりません
        mailbox-unknown	550 Получатель не найден
        mailbox-full	452 Recipient has no storage left
        mailbox-full	550 Mailbox of bob reached its maximum size
        mailbox-full	552 Het postvak van de ontvanger zit vol
        mailbox-full	452 Quota de la boîte aux lettres dépassé
        mailbox-full	552 Kontingent des Empfängers erschöpft
        mailbox-disabled	550 bob no longer works for us
        mailbox-disabled	550 Account frozen due to inactivity
        mailbox-disabled	550 Boîte aux lettres fermée
        mailbox-disabled	550 La cuenta del destinatario está deshabilitada
        mailbox-disabled	550 Das Konto des Empfängers wurde gelöscht
        recipient-restricted	550 You cannot write to this list, you are not a subscriber
        recipient-restricted	550 Recipient only wants mail from his contacts
        recipient-restricted	554 Delivery to this group is for members
        recipient-restricted	550 Dieses Postfach ist nur intern erreichbar
        domain-not-found	550 DNS has no entry for that mail domain
        domain-not-found	550 We could not find where to deliver mail for example.org
        domain-not-found	450 MX lookup for example.org returned nothing
        domain-not-found	550 Die Domain existiert nicht
        domain-not-found	550 Le domaine du destinataire n'existe pas
        network-failure	451 Could not open a connection to the destination
        network-failure	421 Read timeout, closing
        network-failure	450 Next hop did not answer
        network-failure	451 Broken pipe while talking to mx.example.org
        routing-loop	554 Too many Received headers
        routing-loop	550 I have already delivered this message once
        routing-loop	554 Message is being forwarded endlessly
        expired	550 No success after 3 days, message returned
        expired	554 Maximum time in queue exceeded
        relay-denied	550 This host does not accept mail for other people's domains
        relay-denied	554 We are no open relay
        relay-denied	550 Sie dürfen über diesen Server nicht nach außen senden
        relay-denied	550 No se permite el reenvío de correo
        relay-denied	553 Only mail for example.org is taken here
        auth-required	530 You need to give a user name and password first
        auth-required	550 Unauthenticated clients may not send mail
        auth-required	530 Bitte zuerst anmelden
        auth-required	530 Debe autenticarse primero
        auth-failed	535 User name or password wrong
        auth-failed	535 Sorry, we do not know you
        auth-failed	535 Échec de l'authentification
        auth-failed	535 認証に失敗しました
        auth-failed	535 Anmeldung fehlgeschlagen
        auth-mechanism	504 Authentication type not known
        auth-mechanism	534 Please use OAuth instead of a password
        auth-mechanism	503 No AUTH on this port
        auth-mechanism	538 Passwords are only taken over TLS
        send-as-denied	550 Address in From is not yours
        send-as-denied	553 User ann is not the owner of bob@example.org
        send-as-denied	550 Die Absenderadresse ist für Ihr Konto nicht freigeschaltet
        send-as-denied	550 Register this sender domain before you use it
        tls-required	530 Cleartext sessions are not allowed
        tls-required	550 This domain takes mail over TLS connections only
        tls-required	554 Please switch to an encrypted connection
        tls-failed	454 Problem with the TLS subsystem
        tls-failed	550 The peer's certificate could not be validated
        tls-failed	554 No TLS cipher in common
        sender-rejected	550 Sender's mailbox does not exist
        sender-rejected	553 No mail from you, please
        sender-rejected	550 We could not find a mail exchanger for the sender's domain
        sender-rejected	550 Domain des Absenders hat keinen MX
        spf-fail	550 Your server is not among those that may send for example.org
        spf-fail	550 SPF record of example.org forbids your address
        spf-fail	550 Fallo de SPF
        dkim-fail	550 Signature broken, body was altered
        dkim-fail	554 We want a DKIM signature
        dkim-fail	550 Signature DKIM invalide
        dmarc-fail	554 DMARC says reject
        dmarc-fail	550 From domain publishes a reject policy and your mail failed it
        unauthenticated	550 Set up SPF or DKIM for your domain first
        unauthenticated	550 This mail could not be authenticated
        ptr-missing	554 No PTR for 192.0.2.1
        ptr-missing	450 The name of your host leads to another address
        ptr-missing	550 Ihre IP hat keinen PTR
        helo-rejected	550 I do not believe that your name is localhost
        helo-rejected	501 Please greet with a domain name
        helo-rejected	550 HELO name contains illegal characters
        ip-blocklisted	554 192.0.2.1 has sent spam to us
        ip-blocklisted	550 Your network is known for spam
        ip-blocklisted	554 Too much spam from this address, blocked for a day
        ip-blocklisted	550 Questo indirizzo IP è bloccato
        domain-blocklisted	550 Your domain sends spam
        domain-blocklisted	554 The link http://x.example/ in your mail is dangerous
        policy	550 No
        policy	554 Delivery refused
        policy	550 Rejected by our rules
        policy	550 Mensaje no aceptado
        content-spam	550 Bayes says spam
        content-spam	554 Your subject looks like advertising
        content-spam	550 Contenu refusé: spam
        virus	550 Infected with W32.Netsky
        virus	554 Macro documents are not accepted
        virus	550 No executables please
        message-format	550 Your mail has two From lines
        message-format	550 Header contains raw 8-bit characters
        message-format	550 No Date in the message
        message-too-large	552 The limit is 10 MB
        message-too-large	554 Message of 30 MB refused, maximum 20 MB
        message-too-large	552 メールサイズが大きすぎます
        greylisted	450 New sender, try once more in a while
        greylisted	451 Please wait 10 minutes and retry
        rate-limited	450 You are sending too fast
        rate-limited	421 100 mails an hour are enough
        rate-limited	550 Versandlimit erreicht
        too-many-connections	421 Server full, too many clients
        too-many-connections	421 You have 20 connections open, maximum is 10
        too-many-recipients	452 That is one recipient too many
        too-many-recipients	550 At most 100 recipients per mail
        error-limit	421 You made too many mistakes
        error-limit	421 10 wrong commands, I am leaving
        server-trouble	451 Cannot ask the user database right now
        server-trouble	421 We are restarting, come back
        server-trouble	450 Wartungsarbeiten
        server-storage	452 Queue directory is full
        server-storage	452 Our disks are full
        syntax-error	501 Missing colon after MAIL FROM
        syntax-error	501 Unbalanced quotes
        command-unsupported	502 This command is not for you
        command-unsupported	500 No such verb
        bad-sequence	503 RCPT without MAIL
        bad-sequence	503 AUTH during a transaction
        smtputf8-unsupported	553 Use ASCII addresses only
        smtputf8-unsupported	550 Internationalised address, but no SMTPUTF8
        """#
}
