extension WordedReplies {
    /// What the same refusals are called by people who write their own words, in ten languages.
    static let plain = #"""
        mailbox-unknown	550 We have nobody called that here
        mailbox-unknown	550 5.1.1 <bob@example.org> isn't an account on this machine
        mailbox-unknown	550 Address not in our directory
        mailbox-unknown	553 No person by the name of bob works here
        mailbox-unknown	550 Cannot resolve recipient
        mailbox-unknown	550 Adressat unbekannt
        mailbox-unknown	550 Cette adresse n'existe pas
        mailbox-unknown	550 El destinatario no existe en este servidor
        mailbox-unknown	550 Casella di posta inesistente
        mailbox-unknown	550 Deze gebruiker bestaat niet
        mailbox-unknown	550 該当するユーザーは存在しません
        mailbox-unknown	550 收件人不存在
        mailbox-unknown	550 Такого пользователя нет
        mailbox-unknown	550 Nie ma takiego użytkownika
        mailbox-unknown	550 Usuário inexistente
        mailbox-unknown	551 This address was never assigned
        mailbox-full	452 The postbox of this person cannot hold more mail
        mailbox-full	552 Recipient has used up all of their storage
        mailbox-full	450 Inbox at capacity
        mailbox-full	554 5.2.2 No room left in this mailbox
        mailbox-full	552 Postfach voll
        mailbox-full	552 La boîte du destinataire est pleine
        mailbox-full	552 Buzón lleno
        mailbox-full	552 Casella piena
        mailbox-full	552 Caixa postal cheia
        mailbox-full	552 メールボックスの容量が超過しています
        mailbox-full	552 邮箱空间不足
        mailbox-full	552 Почтовый ящик переполнен
        mailbox-full	552 Skrzynka odbiorcza jest pełna
        mailbox-full	552 Brievenbus is vol
        mailbox-disabled	550 This user has been switched off by the administrator
        mailbox-disabled	550 The account you are writing to was cancelled
        mailbox-disabled	554 User left the company, mailbox archived
        mailbox-disabled	550 Mailbox has not been used for 180 days and is inactive
        mailbox-disabled	550 Konto gesperrt
        mailbox-disabled	550 Ce compte est désactivé
        mailbox-disabled	550 Cuenta suspendida
        mailbox-disabled	550 Account disattivato
        mailbox-disabled	550 该用户已被停用
        mailbox-disabled	550 Ящик заблокирован
        mailbox-disabled	550 Konto zostało zablokowane
        mailbox-disabled	550 Conta desativada
        recipient-restricted	550 Only colleagues may write to this address
        recipient-restricted	550 This address takes mail from inside the company only
        recipient-restricted	554 You are not on the list of people who can write to bob
        recipient-restricted	550 bob has put you on his personal reject list
        recipient-restricted	550 Group accepts posts from subscribers only
        recipient-restricted	550 Not allowed to send to this recipient
        recipient-restricted	550 External senders are not permitted for this mailbox
        recipient-restricted	550 Der Empfänger nimmt nur interne Nachrichten an
        recipient-restricted	550 Le destinataire n'accepte pas vos messages
        domain-not-found	550 There is no such domain as example.org
        domain-not-found	550 No MX record for the recipient's domain
        domain-not-found	450 DNS says that host does not exist
        domain-not-found	550 Cannot find a mail server for example.org
        domain-not-found	556 That domain does not receive email
        domain-not-found	550 Domain des Empfängers nicht gefunden
        domain-not-found	550 Domaine inconnu
        domain-not-found	550 Dominio no encontrado
        domain-not-found	550 域名不存在
        network-failure	421 Connection to the next hop timed out
        network-failure	451 The remote host hung up on us
        network-failure	450 4.4.1 could not reach mx.example.org: no route to host
        network-failure	421 idle for more than 300 seconds, goodbye
        network-failure	451 Peer reset the connection
        network-failure	421 Zeitüberschreitung der Verbindung
        network-failure	451 Verbindung zum Zielserver abgelehnt
        routing-loop	554 This message has been here before
        routing-loop	554 Message passed through 50 servers already
        routing-loop	550 Alias points to itself
        routing-loop	554 5.4.6 Forwarding circle detected
        routing-loop	554 Mailschleife erkannt
        routing-loop	554 Boucle de courrier détectée
        expired	550 Gave up after trying for 5 days
        expired	554 5.4.7 Message could not be delivered within 48 hours and is returned
        expired	550 Retry time exhausted
        expired	550 The message sat in the queue for too long
        relay-denied	550 We do not forward mail for strangers
        relay-denied	554 This server only takes mail for its own domains
        relay-denied	550 Recipient domain is not ours
        relay-denied	550 I'm not the MX of that domain
        relay-denied	553 Outside recipients are not accepted from your address
        relay-denied	550 Weiterleitung nicht erlaubt
        relay-denied	550 Relais interdit
        relay-denied	550 Reenvío no permitido
        relay-denied	550 Domain wird hier nicht verwaltet
        relay-denied	550 Пересылка запрещена
        auth-required	550 Log on before you send
        auth-required	530 Who are you? Please identify yourself with AUTH
        auth-required	550 You have to sign in to send mail through this server
        auth-required	554 SMTP AUTH is mandatory on this port
        auth-required	530 Anmeldung erforderlich
        auth-required	530 Authentification obligatoire
        auth-required	530 Se requiere autenticación
        auth-required	530 需要身份验证
        auth-required	530 Требуется авторизация
        auth-required	530 Wymagane uwierzytelnienie
        auth-failed	535 Sorry, that password is not right
        auth-failed	535 No match for these credentials
        auth-failed	535 Passwort falsch
        auth-failed	535 Identifiant ou mot de passe incorrect
        auth-failed	535 Usuario o contraseña incorrectos
        auth-failed	535 密码错误
        auth-failed	535 Неверный пароль
        auth-failed	535 Account locked after repeated wrong passwords
        auth-failed	535 Token has expired
        auth-failed	454 Could not log you in
        auth-mechanism	504 I do not know that way to log in
        auth-mechanism	504 CRAM-MD5 is not available here
        auth-mechanism	503 AUTH is switched off
        auth-mechanism	534 Choose a stronger way to authenticate
        auth-mechanism	504 Mechanism not offered
        auth-mechanism	535 5.7.139 SMTP AUTH has been turned off for this mailbox
        auth-mechanism	502 Login is not possible on port 25
        send-as-denied	550 You may not send with this sender address
        send-as-denied	553 ann cannot use bob@example.org as sender
        send-as-denied	550 This From address does not belong to your login
        send-as-denied	554 Please verify this sender in your control panel first
        send-as-denied	550 Sender must be the user that logged in
        send-as-denied	550 Absenderadresse gehört nicht zu diesem Konto
        send-as-denied	550 Vous n'êtes pas autorisé à utiliser cette adresse d'expéditeur
        tls-required	530 Encrypt the session first
        tls-required	550 We only take mail over TLS
        tls-required	554 No cleartext here, please use STARTTLS
        tls-required	550 Recipient demands encrypted transport
        tls-required	530 Verschlüsselung erforderlich
        tls-required	530 Connexion chiffrée obligatoire
        tls-failed	454 Cannot start encryption right now
        tls-failed	454 TLS could not be started
        tls-failed	550 Certificate of the destination has expired
        tls-failed	550 5.7.5 Your TLS version is too old
        tls-failed	550 5.7.5 MTA-STS: certificate does not match the MX name
        tls-failed	403 4.7.0 TLS handshake failed
        sender-rejected	550 Your return address cannot be replied to
        sender-rejected	553 The domain in MAIL FROM has no MX and no A record
        sender-rejected	550 We will not take mail from ann@example.org
        sender-rejected	501 Sender address needs a domain
        sender-rejected	550 Could not call back the sender
        sender-rejected	450 Absenderdomain nicht auflösbar
        sender-rejected	550 Adresse de l'expéditeur refusée
        sender-rejected	550 Remitente rechazado
        sender-rejected	550 发件人地址无效
        spf-fail	550 192.0.2.1 may not send for example.org according to its DNS
        spf-fail	550 The owner of example.org does not list your server as a sender
        spf-fail	554 SPF says no
        spf-fail	550 Your SPF record needs too many lookups
        spf-fail	550 SPF-Prüfung fehlgeschlagen
        spf-fail	550 Échec de la vérification SPF
        dkim-fail	550 The signature of the message does not verify
        dkim-fail	550 DKIM: body hash did not verify
        dkim-fail	554 Unsigned mail is refused, add a DKIM signature
        dkim-fail	550 DKIM key not found in DNS
        dkim-fail	550 DKIM-Signatur ungültig
        dmarc-fail	550 example.org asks us to refuse mail like this (p=reject)
        dmarc-fail	550 The From domain is not aligned with SPF or DKIM
        dmarc-fail	550 Rejected because of the DMARC record of example.org
        dmarc-fail	550 Nachricht verletzt die DMARC-Richtlinie
        unauthenticated	550 Neither of SPF and DKIM passed
        unauthenticated	550 We cannot tell that this mail is really from example.org
        unauthenticated	550 Message has no valid authentication
        unauthenticated	421 Sender's domain could not be authenticated, set up SPF and DKIM
        ptr-missing	550 Your IP has no name in DNS
        ptr-missing	554 Name and address of your server do not match
        ptr-missing	450 Cannot find a hostname for 192.0.2.1
        ptr-missing	550 Please ask your provider to set a PTR
        ptr-missing	550 Kein Reverse-DNS-Eintrag für 192.0.2.1
        ptr-missing	550 Pas de reverse DNS pour votre IP
        ptr-missing	550 No tiene DNS inverso
        helo-rejected	550 Your greeting is not a valid name
        helo-rejected	501 Say EHLO with your real hostname
        helo-rejected	550 You called yourself localhost
        helo-rejected	550 Do not use my own name in EHLO
        helo-rejected	504 HELO must be a fully qualified domain name
        helo-rejected	550 HELO-Name nicht auflösbar
        ip-blocklisted	554 Your address 192.0.2.1 is on a blacklist
        ip-blocklisted	550 Mail server blocked because of spam reports
        ip-blocklisted	421 Poor sender reputation, 192.0.2.1
        ip-blocklisted	554 Dynamic addresses must use their provider's smarthost
        ip-blocklisted	550 Network 192.0.2.0/24 is banned here
        ip-blocklisted	550 Ihre IP-Adresse steht auf einer Sperrliste
        ip-blocklisted	550 Votre adresse IP est bloquée
        ip-blocklisted	550 Su IP está en una lista negra
        ip-blocklisted	550 Il tuo IP è in blacklist
        ip-blocklisted	550 您的IP被列入黑名单
        ip-blocklisted	550 Ваш IP-адрес заблокирован
        ip-blocklisted	550 Twój adres IP jest na czarnej liście
        ip-blocklisted	550 Seu IP está bloqueado
        domain-blocklisted	550 Message contains a link to a listed website
        domain-blocklisted	550 example.org is on our domain blacklist
        domain-blocklisted	554 Low reputation of the sender's domain
        domain-blocklisted	550 A web address in your mail is known for phishing
        domain-blocklisted	550 Domain des Absenders steht auf einer Sperrliste
        policy	550 Refused
        policy	554 Not accepted
        policy	550 Administrative prohibition
        policy	554 Your message violates our rules
        policy	550 Abgelehnt
        policy	550 Zugriff verweigert
        policy	550 Accès refusé
        policy	550 Mensaje rechazado por política
        content-spam	554 We think this is spam
        content-spam	550 Score of 12.4 is over the limit of 6
        content-spam	550 Looks like junk to our filter
        content-spam	554 Bulk mail not wanted
        content-spam	550 Nachricht als Spam eingestuft
        content-spam	550 Message considéré comme indésirable
        content-spam	550 Mensaje clasificado como spam
        content-spam	550 邮件内容被判定为垃圾邮件
        content-spam	550 Письмо похоже на спам
        content-spam	550 Wiadomość uznana za spam
        virus	554 There is a trojan in your attachment
        virus	550 Files ending in .js are not let through
        virus	552 Attachment type forbidden
        virus	550 Malware found, message dropped
        virus	550 Virus gefunden
        virus	550 Pièce jointe interdite
        virus	550 El mensaje contiene un virus
        message-format	550 Missing From header
        message-format	554 Two Subject lines found
        message-format	550 A line is longer than 998 octets
        message-format	554 NUL bytes are not allowed in messages
        message-format	550 The Date of this message cannot be parsed
        message-format	451 Bare line feeds in the message
        message-format	550 Fehlende Kopfzeile
        message-too-large	552 More than 20 MB
        message-too-large	552 Your mail is bigger than we take
        message-too-large	552 Nachricht zu groß
        message-too-large	552 Message trop volumineux
        message-too-large	552 Mensaje demasiado grande
        message-too-large	552 Messaggio troppo grande
        message-too-large	552 邮件太大
        message-too-large	552 Сообщение слишком большое
        message-too-large	552 Wiadomość jest za duża
        message-too-large	552 Mensagem muito grande
        greylisted	451 I do not know you yet, come back in 5 minutes
        greylisted	450 First time we see you, please retry
        greylisted	451 Greylisting, wait 300 seconds
        greylisted	450 Erstkontakt, bitte später erneut versuchen
        greylisted	451 En liste grise, réessayez plus tard
        greylisted	450 Temporarily refused to see whether you retry
        rate-limited	450 Slow down
        rate-limited	421 You have sent more than 100 messages in the last hour
        rate-limited	452 Your hourly allowance is used up
        rate-limited	550 Daily limit reached for this account
        rate-limited	450 Zu viele Nachrichten pro Stunde
        rate-limited	421 Trop de messages envoyés
        rate-limited	450 Demasiados mensajes por hora
        rate-limited	421 发送频率过高
        rate-limited	450 Слишком много сообщений
        too-many-connections	421 10 sessions from your host are open already
        too-many-connections	421 Connection limit reached
        too-many-connections	421 Only 3 parallel connections allowed
        too-many-connections	421 Zu viele Verbindungen
        too-many-connections	421 Trop de connexions simultanées
        too-many-connections	421 Demasiadas conexiones
        too-many-recipients	452 Not more than 50 recipients please
        too-many-recipients	452 Send the other recipients in a new transaction
        too-many-recipients	552 Recipient count exceeded
        too-many-recipients	452 Zu viele Empfänger
        too-many-recipients	452 Trop de destinataires
        too-many-recipients	452 Demasiados destinatarios
        error-limit	421 Enough mistakes, bye
        error-limit	421 Too many commands that I do not understand
        error-limit	550 You tried too many addresses that do not exist
        error-limit	421 Error count exceeded
        error-limit	421 Zu viele Fehler
        server-trouble	451 Something broke on our side
        server-trouble	421 Going down for maintenance
        server-trouble	450 Database is not reachable
        server-trouble	451 Load average too high
        server-trouble	421 Dienst nicht verfügbar
        server-trouble	451 Erreur interne
        server-trouble	451 Error interno del servidor
        server-trouble	451 系统繁忙，请稍后再试
        server-trouble	451 Внутренняя ошибка сервера
        server-storage	452 No space on the spool partition
        server-storage	431 Server disk is full
        server-storage	452 Out of inodes
        server-storage	452 Kein Speicherplatz auf dem Server
        server-storage	452 4.3.1 Not enough memory to take your mail
        syntax-error	501 I cannot read this address
        syntax-error	500 Line too long
        syntax-error	501 RCPT needs an address in angle brackets
        syntax-error	501 Garbage after the address
        syntax-error	501 Syntaxfehler
        syntax-error	501 Erreur de syntaxe
        syntax-error	553 Address contains a blank
        command-unsupported	500 What?
        command-unsupported	502 VRFY is turned off here
        command-unsupported	555 I do not know the parameter BODY
        command-unsupported	500 Unbekannter Befehl
        command-unsupported	500 Commande inconnue
        command-unsupported	504 Parameter not implemented here
        bad-sequence	503 Not now
        bad-sequence	503 You did not say who sends it
        bad-sequence	503 Please say hello first
        bad-sequence	554 You talked before I greeted you
        bad-sequence	503 There is a sender already
        bad-sequence	503 Falsche Reihenfolge der Befehle
        bad-sequence	503 Nobody to deliver to
        smtputf8-unsupported	550 Umlauts in addresses are not supported
        smtputf8-unsupported	553 Address has characters outside ASCII
        smtputf8-unsupported	550 5.6.7 We do not speak SMTPUTF8
        smtputf8-unsupported	501 Non-ASCII local part
        rate-limited	550 Weekly sending quota used up
        rate-limited	550 Junk refused: over the day limit
        error-limit	421 Excessive authentication failures, good bye
        server-storage	421 Cannot fork
        message-format	554 Your message cannot be parsed
        message-format	550 Bad charset in the MIME part
        message-format	554 5.6.0 Malformed header
        syntax-error	550 Recipient address is too long
        domain-not-found	550 Nothing found by the resolver: no such record in DNS
        domain-not-found	550 The mail server of that domain is in a private network
        ip-blocklisted	550 Refused, see http://www.example.org/dnsbl/192.0.2.1
        sender-rejected	550 5.1.8 ann@example.org is not accepted
        bad-sequence	503 TLS twice? No.
        bad-sequence	503 STARTTLS was already done
        mailbox-unknown	550 Bad rcptto
        too-many-recipients	550 Number of RCPTs exceeds 100
        message-too-large	552 Length of content over the maximum
        mailbox-disabled	550 Account in arrears
        send-as-denied	550 This login may not send
        policy	550 Refused by company policy
        server-trouble	451 4.4.3 Lookup of the SPF record failed
        relay-denied	550 Not one of our domains
        domain-not-found	550 example.org: neither MX nor address record
        mailbox-disabled	550 This mailbox does not receive mail
        send-as-denied	550 The sender domain is not among the registered ones
        rate-limited	451 Limit of requests from your host reached
        smtputf8-unsupported	501 8-bit letters in the recipient
        virus	554 Forbidden MIME part
        server-trouble	451 No answer from the milter
        spf-fail	550 Please see http://www.open-spf.org/Why : Reason: mechanism
        ip-blocklisted	554 IP=192.0.2.1 - None/bad reputation. Ask for a reset. (NOWL)
        domain-not-found	550 Sorry, I couldn't find any host named b.example. (#5.1.2)
        message-too-large	552 Far too big
        server-trouble	451 Cannot reach the virus scanner
        server-trouble	554 Failure while storing your mail
        policy	554 Go away
        syntax-error	550 Strange characters in that address
        syntax-error	501 Missing recipient
        helo-rejected	450 Could not resolve your HELO name
        helo-rejected	550 192.0.2.25? That is me
        message-format	554 Mail violates the standards
        ip-blocklisted	554 5.7.1 Blocked by spam statistics
        ptr-missing	450 No DNS entry for your machine
        relay-denied	550 External delivery is off
        sender-rejected	501 5.1.8 We do not know that domain
        """#
}
