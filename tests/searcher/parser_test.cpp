// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/query_rows.hpp"

namespace demarche {

TEST_CASE("words side by side are a sequence, as typed") {
  check_rows({
      {"oceans", "oceans"},
      {"hollow promises", "(hollow AND promises)"},
      {"  hollow\t\n promises ", "(hollow AND promises)"},
      {"hollow\u00A0promises\u3000kept", "(hollow AND promises AND kept)"},
      {"Türkiye", "Türkiye"},
      {"cease-fire", "cease-fire"},
      {"zarb-i-azb", "zarb-i-azb"},
      {"U.S.", "U.S."},
      {"A/RES/75/1", "A/RES/75/1"},
      {"S/PV.9000, p. 4", "(S/PV.9000, AND p. AND 4)"},
      {"19:30", "19:30"},
      {"someone@mfa.example", "someone@mfa.example"},
      {"http://example.org/a:b", "http://example.org/a:b"},
      {"https://example.org", "https://example.org"},
      {"@handle #tag", "(@handle AND #tag)"},
      {"don't", "don't"},
      {"d’Ivoire", "d’Ivoire"},
      {"’", "’"},
      {"a & b", "(a AND & AND b)"},
      {"a=b", "a=b"},
      {"title:", "0-6: no value stands directly after title:"},
      {"title: peace", "0-6: no value stands directly after title:"},
      {"(title:)", "1-7: no value stands directly after title:"},
      {"Agenda item 5:", "(Agenda AND item AND 5:)"},
      {"and or not", "(and AND or AND not)"},
      {"And Or Not", "(And AND Or AND Not)"},
      {std::string("a\0b", 3), std::string("a\0b", 3)},
      {"\x1b[31m", "\x1b[31m"},
      {"停火", "停火"},
  });
}

TEST_CASE("operators in capitals join what stands about them") {
  check_rows({
      {"a AND b", "(a AND b)"},
      {"a OR b", "(a OR b)"},
      {"a AND b OR c AND d", "((a AND b) OR (c AND d))"},
      {"a b OR c", "((a AND b) OR c)"},
      {"a b AND c", "((a AND b) AND c)"},
      {"a OR b OR c", "(a OR b OR c)"},
      {"WAR AND PEACE", "(WAR AND PEACE)"},
      {"a NOT b", "(a AND NOT b)"},
      {"a AND NOT b", "(a AND NOT b)"},
      {"a OR NOT b", "(a OR NOT b)"},
      {"NOT a", "NOT a"},
      {"NOT NOT a", "NOT NOT a"},
      {"NOT a b", "(NOT a AND b)"},
      {"NOT (a OR b)", "NOT (a OR b)"},
      {"NOT \"a b\"", "NOT \"a b\""},
      {"NOT title:a", "NOT title:a"},
      {"NOT -a", "NOT NOT a"},
      {"(a)", "a"},
      {"((a))", "a"},
      {"(a b)", "(a AND b)"},
      {"x (a b)", "(x AND (a AND b))"},
      {"(a OR b) c", "((a OR b) AND c)"},
      {"(a OR b)(c OR d)", "((a OR b) AND (c OR d))"},
      {"a(b)c", "(a AND b AND c)"},
  });
}

TEST_CASE("an operator word without its operands is a word") {
  check_rows({
      {"AND", "'AND'"},
      {"OR", "'OR'"},
      {"NOT", "'NOT'"},
      {"peace AND", "(peace AND 'AND')"},
      {"OR war", "('OR' AND war)"},
      {"peace NOT", "(peace AND 'NOT')"},
      {"a AND AND b", "((a AND 'AND') AND b)"},
      {"a OR AND b", "((a AND 'OR') AND b)"},
      {"a AND NOT", "(a AND 'NOT')"},
      {"NOT AND a", "('NOT' AND a)"},
      {"AND OR NOT", "('AND' OR 'NOT')"},
      {"(AND b) c", "(('AND' AND b) AND c)"},
      {"(a OR) c", "((a AND 'OR') AND c)"},
      {"-AND", "NOT 'AND'"},
      {"title:OR b", "(title:'OR' AND b)"},
      {"=AND b", "(=AND AND b)"},
      {"\"AND\" b", "(\"AND\" AND b)"},
      {"a AND, b", "(a AND AND, AND b)"},
      {"THE WAR OR", "(THE AND WAR AND 'OR')"},
  });
}

TEST_CASE("a minus at a word's start excludes") {
  check_rows({
      {"a -b", "(a AND NOT b)"},
      {"-b", "NOT b"},
      {"(-b a)", "(NOT b AND a)"},
      {"a -\"b c\"", "(a AND NOT \"b c\")"},
      {"a -(b OR c)", "(a AND NOT (b OR c))"},
      {"a -title:b", "(a AND NOT title:b)"},
      {"a -issuer:Pakistan", "(a AND NOT issuer:Pakistan)"},
      {"a -=b", "(a AND NOT =b)"},
      {"a -‘b c’", "(a AND NOT \"b c\")"},
      {"a - b", "(a AND - AND b)"},
      {"a -- b", "(a AND -- AND b)"},
      {"a --b", "(a AND --b)"},
      {"a -", "(a AND -)"},
      {"(a -)", "(a AND -)"},
      {"a-b", "a-b"},
      {"\"a\"-b", "(\"a\" AND '-b')"},
      {"–b", "–b"},
  });
}

TEST_CASE("an equals sign asks for the exact word, a star for a beginning") {
  check_rows({
      {"=verify", "=verify"},
      {"a =b", "(a AND =b)"},
      {"=", "="},
      {"= b", "(= AND b)"},
      {"=\"a b\"", "=\"a b\""},
      {"=(a b)", "0-1: = stands before a word, not before brackets"},
      {"verif*", "verif*"},
      {"verif*, a", "(verif* AND a)"},
      {"verif*.", "verif*"},
      {"[verif*]", "[verif*"},
      {"türk*", "türk*"},
      {"停火协*", "停火协*"},
      {"al-Khaw*", "al-Khaw*"},
      {"cafe\u0301*", "cafe\u0301*"},
      {"ab*", "0-3: a * needs three letters or digits before it"},
      {"tü*", "0-4: a * needs three letters or digits before it"},
      {"u\u0308u\u0308*", "0-7: a * needs three letters or digits before it"},
      {"peace al-Kh*", "9-12: a * needs three letters or digits before it"},
      {"*ing", "0-1: a * stands only at the end of a word"},
      {"a*b", "1-2: a * stands only at the end of a word"},
      {"verif*cat*", "5-6: a * stands only at the end of a word"},
      {"verif-*", "6-7: a * stands only at the end of a word"},
      {"verif*/vali*", "5-6: a * stands only at the end of a word"},
      {"**bold**", "1-2: a * stands only at the end of a word"},
      {"a *", "(a AND *)"},
      {"*** a", "(*** AND a)"},
      {"=verif*", "0-7: = and * exclude each other"},
      {"-verif*", "NOT verif*"},
      {"verif**", "verif*"},
  });
}

TEST_CASE("quotation marks of every custom make phrases") {
  check_rows({
      {"\"hollow promises\"", "\"hollow promises\""},
      {"“hollow promises”", "\"hollow promises\""},
      {"“hollow promises\"", "\"hollow promises\""},
      {"”hollow promises”", "\"hollow promises\""},
      {"„hohle Worte“", "\"hohle Worte\""},
      {"„puste słowa”", "\"puste słowa\""},
      {"«des mots»", "\"des mots\""},
      {"« des mots »", "\" des mots \""},
      {"»hohle Worte«", "\"hohle Worte\""},
      {"»tomma ord»", "\"tomma ord\""},
      {"‹des mots›", "\"des mots\""},
      {"「停火」", "\"停火\""},
      {"『停火』", "\"停火\""},
      {"＂停火＂", "\"停火\""},
      {"‘hollow promises’", "\"hollow promises\""},
      {"‘the envoy’s words’", "\"the envoy’s words\""},
      {"‘Abd al-Rahman", "(‘Abd AND al-Rahman)"},
      {"rock ’n’ roll", "(rock AND ’n’ AND roll)"},
      {"'hollow promises'", "('hollow AND promises')"},
      {"“he said “no” twice” a", "(\"he said “no” twice\" AND a)"},
      {"\"he said “no” twice\"", "\"he said “no” twice\""},
      {"“the ‘red line’ policy”", "\"the ‘red line’ policy\""},
      {"„he said \u201Eno\u201C twice\u201C", "\"he said „no“ twice\""},
      {"a\"b c\"d", "(a AND \"b c\" AND d)"},
      {"\"a (b OR c) -d\"", "\"a (b OR c) -d\""},
      {"\"hollow prom*\"", "\"hollow prom*\""},
      {"\"hollow * promises\"", "8-9: a * in a phrase stands only at the end of a word"},
      {"\"hollow prom- *\"", "14-15: a * in a phrase stands only at the end of a word"},
      {"\"* hollow\"", "1-2: a * in a phrase stands only at the end of a word"},
      {"\"hollow promi**\"", "\"hollow promi**\""},
      {"\"hollow pr*\"", "8-11: a * needs three letters or digits before it"},
      {"\"hollow pro*ses\"", "11-12: a * stands only at the end of a word"},
      {"\"hollow promises", "0-1: quotation mark without its partner"},
      {"hollow promises\"", "15-16: quotation mark without its partner"},
      {"a “b c", "2-5: quotation mark without its partner"},
      {"a」", "1-4: quotation mark without its partner"},
      {"\"a\" \"", "4-5: quotation mark without its partner"},
      {"\"\"", "0-2: empty quotation"},
      {"a \" \"", "2-5: empty quotation"},
      {"“\u00A0”", "0-8: empty quotation"},
      {"=\"\"", "0-3: empty quotation"},
  });
}

TEST_CASE("brackets must match and hold something") {
  check_rows({
      {"(", "0-1: ( without its )"},
      {"a (", "2-3: ( without its )"},
      {"(a", "0-1: ( without its )"},
      {"((a)", "0-1: ( without its )"},
      {")", "0-1: ) without its ("},
      {"a)", "1-2: ) without its ("},
      {"(a)) b", "3-4: ) without its ("},
      {"()", "0-2: empty brackets"},
      {"a ( ) b", "2-5: empty brackets"},
      {"f()", "1-3: empty brackets"},
      {"-()", "1-3: empty brackets"},
      {"", "0-0: the query is empty"},
      {" \t", "0-2: the query is empty"},
  });
}

TEST_CASE("proximity binds what stands about it before anything else") {
  check_rows({
      {"a NEAR/5 b", "(a NEAR/5 b)"},
      {"a ADJ/12 \"b c\"", "(a ADJ/12 \"b c\")"},
      {"(a) NEAR/5 (b)", "(a NEAR/5 b)"},
      {"a NEAR/5 b NEAR/5 c", "(a NEAR/5 b NEAR/5 c)"},
      {"a b NEAR/0 c d", "(a AND (b NEAR/0 c) AND d)"},
      {"a AND b NEAR/99 c OR d", "((a AND (b NEAR/99 c)) OR d)"},
      {"(a OR \"b c\" OR =d OR wide*) NEAR/5 e", "((a OR \"b c\" OR =d OR wide*) NEAR/5 e)"},
      {"NOT a NEAR/5 b", "NOT (a NEAR/5 b)"},
      {"-(a NEAR/5 b)", "NOT (a NEAR/5 b)"},
      {"title:(a NEAR/5 b)", "title:(a NEAR/5 b)"},
      {"\"a b\"~5", "\"a b\"~5"},
      {"a “b c”~10 d", "(a AND \"b c\"~10 AND d)"},
      {"\"a b\"~007.", "(\"a b\"~7 AND .)"},
      {"title:\"a b\"~5", "title:\"a b\"~5"},
      {"-\"a b\"~5", "NOT \"a b\"~5"},
  });
}

TEST_CASE("a proximity that says nothing clear is an error") {
  const std::string too_wide = "at most 99 other words may be allowed for";
  check_rows({
      {"a NEAR/100 b", "2-10: " + too_wide},
      {"a ADJ/99999999999999999999 b", "2-26: " + too_wide},
      {"\"a b\"~100", "6-9: " + too_wide},
      {"\"a b\"~", "5-6: a ~ after a phrase wants a number"},
      {"\"a b\"~x", "5-6: a ~ after a phrase wants a number"},
      {"\"a b\"~5x", "5-7: a ~ after a phrase wants a number"},
      {"a NEAR/5 b NEAR/6 c", "11-17: one chain, two operators: NEAR/5 and NEAR/6"},
      {"a NEAR/5 b ADJ/5 c", "11-16: one chain, two operators: NEAR/5 and ADJ/5"},
      {"a NEAR/5 NOT b", "9-14: what is excluded is near nothing"},
      {"-a NEAR/5 b", "0-2: what is excluded is near nothing"},
      {"a NEAR/5 (b c)", "9-14: in a proximity brackets hold alternatives"},
      {"a NEAR/5 (b OR c AND d)", "9-23: in a proximity brackets hold alternatives"},
      {"a NEAR/5 (b NEAR/5 c)", "9-21: a proximity within a proximity"},
      {"\"a b\"~2 NEAR/5 c", "0-7: a proximity within a proximity"},
      {"title:a NEAR/5 b", "0-7: a field within a proximity"},
      {"a NEAR/5 lang:fr", "9-16: a filter selects statements: it is near nothing"},
      {"issuer:\"a b\"~5", "7-14: a value is whole: no ~ goes with it"},
      {"a NEAR/1 b NEAR/1 c NEAR/1 d NEAR/1 e NEAR/1 f NEAR/1 g NEAR/1 h NEAR/1 i",
       "65-71: more than 8 operands in a proximity"},
  });
}

TEST_CASE("a proximity without its operands or its number is a word") {
  check_rows({
      {"\"a b\" ~5", "(\"a b\" AND ~5)"},
      {"a NEAR b", "(a AND NEAR AND b)"},
      {"a NEAR/ b", "(a AND 'NEAR/' AND b)"},
      {"a NEAR/x b", "(a AND 'NEAR/x' AND b)"},
      {"a NEAR/-5 b", "(a AND 'NEAR/-5' AND b)"},
      {"a near/5 b", "(a AND near/5 AND b)"},
      {"NEAR/5 b", "('NEAR/5' AND b)"},
      {"a NEAR/5", "(a AND 'NEAR/5')"},
      {"a AND NEAR/5 b", "(a AND ('AND' NEAR/5 b))"},
      {"a NEAR/5 AND b", "((a AND 'NEAR/5') AND b)"},
      {"a NEAR/5 NEAR/5 b", "(a AND ('NEAR/5' NEAR/5 b))"},
      {"title:NEAR/5 b", "(title:'NEAR/5' AND b)"},
      {"\"a NEAR/5 b\"", "\"a NEAR/5 b\""},
      {"a \"NEAR/5\" b", "(a AND \"NEAR/5\" AND b)"},
  });
}

TEST_CASE("what is not UTF-8 is refused at its byte") {
  check_rows({
      {"peace \xff", "6-7: the query is not UTF-8"},
      {"\xc3", "0-1: the query is not UTF-8"},
      {"a \xed\xa0\x80", "2-3: the query is not UTF-8"},
      {"a \xc0\xaf", "2-3: the query is not UTF-8"},
  });
}

}  // namespace demarche
