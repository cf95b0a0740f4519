// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/field.hpp"

#include <catch2/catch.hpp>

#include "common/text/utf8.hpp"

using namespace demarche;

TEST_CASE("a field name is lower case, and lang is language", "[field]") {
  const auto row = GENERATE(
      values<std::pair<std::string, std::string>>({{"title", "title"},
                                                   {"TITLE", "title"},
                                                   {"Doc-Type_2", "doc-type_2"},
                                                   {"Lang", "language"},
                                                   {"x", "x"},
                                                   {std::string(64, 'a'), std::string(64, 'a')}}));
  CHECK(field_name(row.first) == row.second);
}

TEST_CASE("what is no field name gives none", "[field]") {
  const std::string name = GENERATE(as<std::string>(), "", " title", "title ", "a b", "1st", "-a",
                                    "_a", "a.b", "a:b", "über", "a\n", std::string(65, 'a'));
  CAPTURE(name);
  CHECK_FALSE(field_name(name));
  CHECK_FALSE(field_name(std::string_view("a\0b", 3)));
}

TEST_CASE("a field value is one line without control characters, trimmed", "[field]") {
  const auto row =
      GENERATE(values<std::pair<std::string, std::string>>({{"", ""},
                                                            {" \t\n ", ""},
                                                            {"  a  b  ", "a  b"},
                                                            {"a\nb\tc\x1b[m\x7f", "a b c [m"},
                                                            {"a\xc2\x85"
                                                             "b\xc2\xa0",
                                                             "a b\xc2\xa0"},
                                                            {"\xc2\x9b", ""},
                                                            {"Türkiye 中文", "Türkiye 中文"},
                                                            {"é", "é"}}));
  CAPTURE(row.first);
  CHECK(field_value(row.first) == row.second);
  CHECK(is_utf8(field_value(row.first)));
}

TEST_CASE("a field given twice holds both values, and an empty one none", "[field]") {
  FieldMap fields;
  add_field(fields, "speaker", "");
  CHECK(fields.empty());
  add_field(fields, "speaker", "A");
  add_field(fields, "speaker", "B");
  add_field(fields, "speaker", "");
  CHECK(fields == FieldMap{{"speaker", "A; B"}});
}

TEST_CASE("a long value is cut at the end of a character", "[field]") {
  std::string value(max_value_bytes, 'x');
  CHECK_FALSE(limit_value(value));
  value.back() = '\xc3';
  value += '\xa9';
  CHECK(limit_value(value));
  CHECK(value == std::string(max_value_bytes - 1, 'x'));
}
