// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/mail/mail.hpp"
#include "indexer/readers/mail/mail_text.hpp"

using namespace demarche;

namespace {

std::string message(const std::string& headers, const std::string& body) {
  return "From: Sevda Ulutepe <press@mfa.verezan.example>\nMIME-Version: 1.0\n" + headers + "\n" +
         body;
}

std::string text_of(const std::string& headers, const std::string& body) {
  return read_mail(message(headers, body))->statement.text;
}

}  // namespace

TEST_CASE("a message has its subject, its sender and its day where it was written", "[mail]") {
  const auto read = read_mail(
      "From: =?utf-8?B?VsmZcsmZemFuIE1vRkE=?= <press@mfa.verezan.example>\r\n"
      "Subject: =?iso-8859-1?Q?D=E9claration?= on\r\n the gauge\r\n"
      "Date: Fri, 03 Feb 2023 23:30:00 -0500\r\nMessage-ID: <1@mfa.verezan.example>\r\n\r\n"
      "One river.\r\n\r\nTwo banks.\r\n");
  CHECK(read->statement.fields ==
        decltype(Statement::fields){{"title", "Déclaration on the gauge"},
                                    {"date", "2023-02-03"},
                                    {"sender", "Vərəzan MoFA"},
                                    {"message_id", "1@mfa.verezan.example"}});
  CHECK(read->statement.text == "One river.\n\nTwo banks.");
  CHECK(read->warnings.empty());
  CHECK(read_mail("From: a@b.example\n\nx")->statement.field("sender") == "a@b.example");
}

TEST_CASE("the text of a message is decoded", "[mail]") {
  CHECK(text_of("Content-Type: text/plain; charset=windows-1251\n"
                "Content-Transfer-Encoding: quoted-printable\n",
                "=D0=E5=EA=E0") == "Река");
  CHECK(text_of("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
                "w6nDqQ==") == "éé");
  CHECK(text_of("", "caf\xe9") == "café");
  const auto wrong =
      read_mail(message("Content-Type: text/plain; charset=x-none\n", "caf\xc3\xa9"));
  CHECK(wrong->statement.text == "café");
  CHECK(wrong->warnings == std::vector<std::string>{"the text is not in “x-none” as it says"});
}

TEST_CASE("of alternatives the plain one is read, and attachments are named", "[mail]") {
  const auto read = read_mail(message(
      "Content-Type: multipart/mixed; boundary=m\n",
      "--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/html\n\n"
      "<p>Rich.</p>\n--a\nContent-Type: text/plain\n\nPlain.\n--a--\n--m\nContent-Type: text/plain"
      "\n\nMore.\n--m\nContent-Type: application/pdf\nContent-Disposition: attachment; "
      "filename=\"statement.pdf\"\n\nx\n--m--\n"));
  CHECK(read->statement.text == "Plain.\n\nMore.");
  CHECK(read->warnings == std::vector<std::string>{"attachment statement.pdf is not read"});
}

TEST_CASE("the text of a message that is only HTML is read, and a signature is not named",
          "[mail]") {
  const auto read = read_mail(message(
      "Content-Type: multipart/signed; boundary=s\n",
      "--s\nContent-Type: text/html; charset=utf-8\n\n<p>The ministry &amp; its zw\xc3\xb6lf "
      "embassies regret that the ferries over the Mervash do not run on the day of the feast.</p>\n"
      "--s\nContent-Type: application/pkcs7-signature\n"
      "Content-Disposition: attachment; filename=smime.p7s\n\nx\n--s--\n"));
  REQUIRE(read);
  CHECK(read->statement.text ==
        "The ministry & its zwölf embassies regret that the ferries over the Mervash do not run on "
        "the day of the feast.");
  CHECK(read->warnings.empty());
  CHECK_THAT(read_mail(message("Content-Type: text/html\n", "<script>no()</script>")).error(),
             Catch::StartsWith("no text: its HTML: "));
}

TEST_CASE("of a message in HTML all is read that its sender says, and what is quoted is counted",
          "[mail]") {
  struct Row {
    std::string html, text;
    std::size_t quoted = 0;
  };
  const std::string question = "<p>Is the bridge at Solvhavn given up?</p><p>When?</p>";
  const Row row = GENERATE_COPY(values<Row>({
      {"<div>We deny it.</div>", "We deny it."},
      {"<h1>Tashmar rejects the accord</h1><p>It is void.</p>",
       "Tashmar rejects the accord\n\nIt is void."},
      {"<p>The envoy came.</p><div class=footer>Sent to all.</div>",
       "The envoy came.\n\nSent to all."},
      {"<table><tr><td>We agree.<td>And so do they.</table>", "We agree.\n\nAnd so do they."},
      {"<div style='display: none'>A preview.</div><p>The text.</p>", "The text."},
      {"<div>No, we do not.</div><div class=gmail_quote><div class='x gmail_attr'>On Tuesday a "
       "journalist wrote:</div><blockquote class=gmail_quote>" +
           question + "</blockquote></div>",
       "No, we do not.", 3},
      // Answers between the questions.
      {"<div class=gmail_quote><blockquote>Is it closed?</blockquote><div>It is.</div><blockquote>"
       "Why?</blockquote><div>For the feast.</div></div>",
       "It is.\n\nFor the feast.", 2},
      {"<div class=moz-cite-prefix>On Tuesday someone wrote:<br></div><blockquote type=cite>" +
           question + "One line<br>and one more.</blockquote><p>No.</p>",
       "No.", 5},
      {"<p>No.</p><div id=divRplyFwdMsg>From: a journalist</div><div>" + question + "</div>", "No.",
       3},
      {"<blockquote style='margin: 0 40px; border: none'>Only indented.</blockquote>",
       "Only indented."},
  }));
  CAPTURE(row.html);
  const auto read = read_mail(message("Content-Type: text/html\n", row.html));
  REQUIRE(read);
  CHECK(read->statement.text == row.text);
  CHECK(read->warnings == (row.quoted == 0 ? std::vector<std::string>{}
                                           : std::vector<std::string>{fmt::format(
                                                 "{} quoted lines are left out", row.quoted)}));
}

TEST_CASE("of alternatives the plain one is read where it says anything", "[mail]") {
  const auto text_of = [](const std::string& plain) {
    return read_mail(message("Content-Type: multipart/alternative; boundary=a\n",
                             "--a\nContent-Type: text/plain\n\n" + plain +
                                 "\n--a\nContent-Type: text/html\n\n<p>Rich.</p>\n--a--\n"))
        ->statement.text;
  };
  CHECK(text_of("Plain.") == "Plain.");
  CHECK(text_of(" \n\n") == "Rich.");
}

TEST_CASE("a message in HTML that only quotes has no text", "[mail]") {
  CHECK(read_mail(message("Content-Type: text/html\n", "<blockquote>Why?</blockquote>")).error() ==
        "no text but what it quotes");
}

TEST_CASE("of very many attachments the first are named and the others counted", "[mail]") {
  std::string parts = "--m\n\nWords.\n";
  for (int at = 0; at < 11; ++at)
    parts += "--m\nContent-Type: application/pdf; name=" + std::to_string(at) + ".pdf\n\nx\n";
  const auto read =
      read_mail(message("Content-Type: multipart/mixed; boundary=m\n", parts + "--m--\n"));
  REQUIRE(read);
  CHECK(read->statement.text == "Words.");
  REQUIRE(read->warnings.size() == 9);
  CHECK(read->warnings[7] == "attachment 7.pdf is not read");
  CHECK(read->warnings[8] == "3 more attachments are not read");
}

TEST_CASE("what a sender quotes is left out, and counted", "[mail]") {
  const auto read = read_mail(message("", "No.\n> Is it so?\n>> Was it?\nNot at all.\n"));
  CHECK(read->statement.text == "No.\nNot at all.");
  CHECK(read->warnings == std::vector<std::string>{"2 quoted lines are left out"});
  CHECK(read_mail(message("", "> Is it so?\n")).error() == "no text but what it quotes");
}

TEST_CASE("a sender's own text is parted from quotations, signature and wrapping", "[mail]") {
  struct Row {
    const char* text;
    bool flowed;
    bool deletes_space;
    const char* own;
  };
  const auto row = GENERATE(values<Row>({
      {"a\n-- \nname", false, false, "a"},
      {"a\n--\nb", false, false, "a\n--\nb"},
      {"a\n>From here\n> b", false, false, "a\nFrom here"},
      {"a\n-----Original Message-----\nFrom: x\n\nb", false, false, "a"},
      {"one \ntwo\n\nthree", true, false, "one two\n\nthree"},
      {"one \ntwo", false, false, "one \ntwo"},
      {"inter \nnational", true, true, "international"},
      {" From x\n > y", true, false, "From x\n> y"},
  }));
  CAPTURE(row.text);
  CHECK(own_text(row.text, {row.flowed, row.deletes_space}).text == row.own);
}

TEST_CASE("a message without a text that can be read says why", "[mail]") {
  CHECK(read_mail("words and no header").error() ==
        "no e-mail: it has neither sender, date nor subject");
  CHECK(read_mail("").error() == "no e-mail: it has neither sender, date nor subject");
  CHECK(read_mail(message("", " \n")).error() == "no text");
  CHECK(read_mail(message("Content-Type: application/pdf; name=\"a.pdf\"\n", "x")).error() ==
        "no text but attachment a.pdf");
  CHECK(read_mail(message("Content-Type: multipart/encrypted; boundary=b; "
                          "protocol=\"application/pgp-encrypted\"\n",
                          "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n"))
            .error() == "the message is encrypted");
}

TEST_CASE("a message of very many or deeply nested parts is bounded", "[mail]") {
  std::string many, deep;
  for (int at = 0; at < 5000; ++at) {
    many += "--m\nContent-Type: text/plain\n\nx\n";
    const std::string name = std::to_string(at);
    deep += "Content-Type: multipart/mixed; boundary=b" + name + "\n\n--b" + name + "\n";
  }
  const auto read =
      read_mail(message("Content-Type: multipart/mixed; boundary=m\n", many + "--m--\n"));
  CHECK(read->warnings == std::vector<std::string>{"parts after 1000 are not read"});
  CHECK_FALSE(read_mail("Subject: x\n" + deep));
}

TEST_CASE("a message that is damaged is read with a warning", "[mail]") {
  using Warnings = std::vector<std::string>;
  const auto warnings = [](const std::string& headers, const std::string& body) {
    return read_mail(message(headers, body))->warnings;
  };
  CHECK(warnings("Date: 99 Foo 2021\n", "One.") ==
        Warnings{"the date “99 Foo 2021” is none: dropped"});
  CHECK(warnings("Date: Fri, 03 Feb 2023 23:30:00 -0500\n", "One.").empty());
  const std::string parts = "Content-Type: multipart/mixed; boundary=\"m m\"\n";
  CHECK(warnings(parts, "--m m\n\nOne.\n--m m--\n").empty());
  CHECK(warnings(parts, "--m m\n\nOne.\n") ==
        Warnings{"the message breaks off: its last line is missing"});
  const std::string base64 = "Content-Transfer-Encoding: base64\n";
  const Warnings broken = {"its base64 is broken: the text may lack some of what was sent"};
  CHECK(warnings(base64, "T25l\nLg==\n").empty());
  CHECK(warnings(base64, "T25lLg=") == broken);
  CHECK(warnings(base64, "T25lLg==\n__ A list\n") == broken);
}

TEST_CASE("what a message holds besides its text is named once", "[mail]") {
  const auto read = read_mail(
      message("Content-Type: multipart/mixed; boundary=m\n",
              "--m\n\nOne.\n--m\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--m--\n"));
  CHECK(read->warnings == std::vector<std::string>{"an attached message is not read"});
  CHECK(read_mail(message("", std::string("a\0b", 3))).error() == "not text: it holds NUL bytes");
}
