// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/charset.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

TEST_CASE("a label means what browsers take it for", "[html]") {
  CHECK(encoding_of_label("ISO-8859-1") == "windows-1252");
  CHECK(encoding_of_label("gb2312") == "gb18030");
  CHECK(encoding_of_label("utf-16") == "UTF-8");
  CHECK(encoding_of_label("x-sjis") == "windows-31j");
  CHECK(encoding_of_label("no-such").empty());
}

TEST_CASE("a page is decoded by mark, declaration or detection, in this order", "[html]") {
  using namespace std::string_literals;
  CHECK(decode_page("\xef\xbb\xbf<meta charset=koi8-r>Caf\xc3\xa9").text ==
        "<meta charset=koi8-r>Café");
  CHECK(decode_page("\xff\xfe<\0p\0>\0\x3c\x04"s).text == "<p>м");
  CHECK(decode_page("<\0p\0>\0\x3c\x04"s).text == "<p>м");
  CHECK(decode_page("<meta charset=\"windows-1251\">\xec").text ==
        "<meta charset=\"windows-1251\">м");
  CHECK(decode_page("<?xml version=\"1.0\" encoding='koi8-r'?>\xcd").text ==
        "<?xml version=\"1.0\" encoding='koi8-r'?>м");
  CHECK(decode_page("<!-- <meta charset=koi8-r> --><meta charset=latin1>\x93").text ==
        "<!-- <meta charset=koi8-r> --><meta charset=latin1>“");
  CHECK(decode_page("a\r\nb\rc").text == "a\nb\nc");
}

TEST_CASE("a page that is not in the encoding it declares is read as it is, with a warning",
          "[html]") {
  const DecodedPage utf8 = decode_page("<meta charset=windows-1251>Заявление");
  CHECK(utf8.text == "<meta charset=windows-1251>Заявление");
  CHECK(utf8.warnings.size() == 1);
  const DecodedPage latin = decode_page(
      "<meta charset=utf-8><p>Le ministre a d\xe9"
      "clar\xe9 que la s\xe9"
      "curit\xe9 de la r\xe9gion "
      "\xe9tait menac\xe9"
      "e et que l'\xe9tat y veillerait.");
  CHECK(latin.text.find("déclaré que la sécurité de la région était") != std::string::npos);
  CHECK(latin.warnings.size() == 1);
}

TEST_CASE("broken bytes and NULs are replaced and counted", "[html]") {
  using namespace std::string_literals;
  const DecodedPage page = decode_page("<meta charset=utf-8>äöüß\xff b\0c"s);
  CHECK(page.text == "<meta charset=utf-8>äöüß� b�c");
  CHECK(page.warnings == std::vector<std::string>{"broken UTF-8: 2 characters replaced by U+FFFD"});
}
