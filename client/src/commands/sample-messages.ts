/** Messages to try header_checks and body_checks with, for whoever has none at hand. */

/** A message of our own. */
export interface SampleMessage {
  readonly name: string;
  readonly text: string;
}

/** Written for this; the addresses are those that documents may use. */
export const SAMPLE_MESSAGES: readonly SampleMessage[] = [
  {
    name: "Plain mail from a mail client",
    text: `Received: from laptop.example.com (laptop.example.com [192.0.2.15])
	by mail.example.com (Postfix) with ESMTPSA id 4XyZaB1cDe2fG
	for <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET)
Date: Tue, 24 Nov 2026 10:15:00 +0100
From: Alice Example <alice@example.com>
To: Bob Example <bob@example.org>
Subject: Minutes of the meeting
Message-ID: <20261124091500.1@laptop.example.com>
User-Agent: Example Mail 1.0
X-Originating-IP: [192.0.2.15]
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii

Hello Bob,

the minutes are at https://www.example.com/minutes as always.

Alice
`,
  },
  {
    name: "Advertisement with an attachment",
    text: `Received: from unknown (HELO friend) (198.51.100.77)
	by mx.example.org (Postfix) with SMTP id 4XyZaB3hIj4kL
	for <bob@example.org>; Tue, 24 Nov 2026 11:20:00 +0000 (UTC)
Date: Tue, 24 Nov 2026 11:20:00 +0000
From: "Prize Office" <winner@example.net>
Reply-To: claims@example.net
To: undisclosed-recipients:;
Subject: Buy now: you have won the lottery
Message-ID: <prize.77@example.net>
X-Mailer: Bulk Example 2.1
X-Spam-Flag: YES
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

Click here to claim your prize: http://www.example.net/claim

--part
Content-Type: application/octet-stream; name="invoice.exe"
Content-Disposition: attachment; filename="invoice.exe"
Content-Transfer-Encoding: base64

VGhpcyBpcyBub3QgYSBwcm9ncmFtLgo=

--part--
`,
  },
];
