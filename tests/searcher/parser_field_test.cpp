// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/query_rows.hpp"

namespace demarche {

TEST_CASE("a field holds a word, a phrase or a group") {
  check_rows({
      {"title:peace", "title:peace"},
      {"TITLE:peace", "title:peace"},
      {"title:=peace", "title:=peace"},
      {"title:peac*", "title:peac*"},
      {"title:pe*", "6-9: a * needs three letters or digits before it"},
      {"speaker:\"sergey lavrov\"", "speaker:\"sergey lavrov\""},
      {"speaker:“sergey lavrov” a", "(speaker:\"sergey lavrov\" AND a)"},
      {"speaker:‘sergey lavrov’", "speaker:\"sergey lavrov\""},
      {"title:=\"a b\"", "title:=\"a b\""},
      {"title:(a OR b)", "title:(a OR b)"},
      {"title:(a -b)", "title:(a AND NOT b)"},
      {"post:minister title:peace", "(post:minister AND title:peace)"},
      {"ministry:defence", "ministry:defence"},
      {"MINISTRY:defence", "ministry:defence"},
      {"docket:7", "Docket:7"},
      {"тема:мир", "тема:мир"},
      {"мир:тема", "мир:тема"},
      {"title:http://a.example", "title:http://a.example"},
      {"title:(", "6-7: ( without its )"},
      {"title:()", "6-8: empty brackets"},
      {"title:\"\"", "6-8: empty quotation"},
      {"title:-a", "6-7: a - stands before the field"},
      {"title:speaker:a", "6-15: a field within a field"},
      {"title:(a speaker:b)", "9-17: a field within a field"},
      {"title:(a issuer:b)", "9-16: a field within a field"},
      {"titel:peace", "0-5: no field is called titel"},
      {"a isuer:Pakistan", "2-7: no field is called isuer"},
      {"Re:x", "0-2: no field is called Re"},
      {"mailto:a@b.example", "0-6: no field is called mailto"},
      {"a (foo:\"b\")", "3-6: no field is called foo"},
      {"\"foo:bar\"", "\"foo:bar\""},
  });
}

TEST_CASE("a filter holds a whole value") {
  check_rows({
      {"issuer:Pakistan", "issuer:Pakistan"},
      {"issuer:pak*", "issuer:pak*"},
      {"issuer:p*", "issuer:p*"},
      {"issuer:*", "7-8: a * stands only at the end of a word"},
      {"issuer:p*k", "8-9: a * stands only at the end of a word"},
      {"issuer:\"Côte d’Ivoire\"", "issuer:\"Côte d’Ivoire\""},
      {"event:\"istanbul t*\"", "event:\"istanbul t*\""},
      {"lang:fr", "language:fr"},
      {"language:fr Lang:ar", "(language:fr OR language:ar)"},
      {"issuer:A peace issuer:B date:2025", "((issuer:A OR issuer:B) AND peace AND date:2025)"},
      {"issuer:A OR issuer:B", "(issuer:A OR issuer:B)"},
      {"date:2025-10..2025-11", "date:2025-10..2025-11"},
      {"date:..2024-06-30", "date:..2024-06-30"},
      {"date:\"2025\"", "date:2025"},
      {"date:2025*", "date:2025*"},
      {"since:2025-10-01 until:2025-11", "(since:2025-10-01 AND until:2025-11)"},
      {"date:yesterday", "date:yesterday"},
      {"year:2024", "year:2024"},
      {"year:2020..2024", "5-15: a year: is one year"},
      {"date:\"\"", "5-7: empty quotation"},
      {"url:https://a.example/x:y", "url:https://a.example/x:y"},
      {"id:2021/a.txt#3", "id:2021/a.txt#3"},
      {"id:2021/*", "id:2021/*"},
      {"url:https://a.example/*", "url:https://a.example/*"},
      {"session:-5", "8-9: a - stands before the field"},
      {"session:\"-5\"", "session:-5"},
      {"issuer:=A", "7-8: a filter compares the whole value: no = goes with it"},
      {"(issuer:A OR x)", "(issuer:A OR x)"},
      {"issuer:(A OR B)", "7-8: brackets don't go with issuer:"},
      {"id:report(1).txt", "9-10: the value ends here, but more stands directly after it"},
      {"issuer:\"A\"x", "10-11: the value ends here, but more stands directly after it"},
      {"issuer: A", "0-7: no value stands directly after issuer:"},
      {"issuer:", "0-7: no value stands directly after issuer:"},
  });
}

TEST_CASE("a star ends a filter's value, but an id and a date are taken as typed") {
  const auto filter = [](const std::string& query) {
    return parse_query(query, parser_settings()).children.front();
  };
  CHECK(filter("issuer:pak*").prefix);
  CHECK(filter("issuer:pak*").text == "pak");
  CHECK_FALSE(filter("id:2021/*").prefix);
  CHECK(filter("id:2021/*").text == "2021/*");
  CHECK_FALSE(filter("date:2025*").prefix);
  CHECK(filter("date:2025*").text == "2025*");
}

TEST_CASE("an unknown field is met with a suggestion and a way out") {
  const auto hint = [](const std::string& query) {
    try {
      parse_query(query, parser_settings());
    } catch (const QueryError& error) {
      return error.hint();
    }
    return std::string();
  };
  const std::string way_out = "Text with a colon is searched for in quotation marks";
  CHECK(hint("titel:x") == "did you mean title:? " + way_out);
  CHECK(hint("Isuer:x") == "did you mean issuer:? " + way_out);
  CHECK(hint("minsitry:x") == "did you mean ministry:? " + way_out);
  CHECK(hint("re:x") == way_out);
  CHECK(hint("year:2020..2024") == "a range of years is date:2020..2024");
  CHECK(hint("issuer:(A OR B)") == "for alternatives write issuer:A issuer:B");
}

}  // namespace demarche
