/** Messages to try a filter with, as they stand when a server has just taken them from a user. */
import type { ServerIdentity } from "./plan";

/** A message of our own. */
export interface SampleMessage {
  readonly name: string;
  readonly text: string;
}

/** Written for this; the addresses are those that documents may use. */
export function samplesFor({ host, mailName }: ServerIdentity): SampleMessage[] {
  return [
    {
      name: `Mail that a user of ${host} sends`,
      text: `Received: from laptop.example (home.example.net [192.0.2.15])
	(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
	(No client certificate requested)
	(Authenticated sender: alice)
	by ${host} (${mailName}) with ESMTPSA id 4XyZaB1cDe2fG
	for <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
Date: Tue, 24 Nov 2026 10:15:00 +0100
From: Alice Example <alice@example.com>
To: Bob Example <bob@example.org>
Subject: Minutes of the meeting
Message-ID: <20261124091500.1@laptop.example>
User-Agent: Example Mail 1.0 (Windows NT 10.0)
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

Hello Bob, the mail that we spoke of is attached.

--part
Content-Type: message/rfc822

Received: from mx.example.net (mx.example.net [198.51.100.7])
	by ${host} (${mailName}) with ESMTPS id 4XyZaB3hIj4kL;
	Mon, 23 Nov 2026 09:00:00 +0100 (CET)
From: Carol Example <carol@example.net>
To: Alice Example <alice@example.com>
Subject: Agenda
User-Agent: Other Mail 2.0

The user agent above is part of the attachment, and stays.
--part--
`,
    },
    {
      name: `Mail from a web form on ${host}`,
      text: `Received: by ${host} (${mailName}, from userid 33)
	id 4XyZaB5mNo6pQ; Tue, 24 Nov 2026 11:20:00 +0100 (CET)
To: office@example.com
Subject: A question
X-PHP-Originating-Script: 33:contact.php
X-Mailer: PHP/8.2
From: visitor@example.net
Message-ID: <20261124102000.2@${host}>
Date: Tue, 24 Nov 2026 11:20:00 +0100

When are you open?
`,
    },
    {
      name: "Mail from elsewhere",
      text: `Received: from mx.example.net (mx.example.net [198.51.100.7])
	(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
	by ${host} (${mailName}) with ESMTPS id 4XyZaB7rSt8uV
	for <alice@example.com>; Tue, 24 Nov 2026 12:00:00 +0100 (CET)
Received: from desk.example.net (desk.example.net [198.51.100.20])
	by mx.example.net (Postfix) with ESMTPSA id 4XyZaB9wXy0zA;
	Tue, 24 Nov 2026 11:59:58 +0100 (CET)
From: Carol Example <carol@example.net>
To: Alice Example <alice@example.com>
Subject: Agenda
Message-ID: <20261124105958.3@desk.example.net>
Date: Tue, 24 Nov 2026 11:59:58 +0100

Both lines of the trace belong to it.
`,
    },
  ];
}
