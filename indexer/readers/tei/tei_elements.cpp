// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/tei/tei_elements.hpp"

#include <algorithm>
#include <array>

#include "common/calendar.hpp"

namespace demarche {
namespace {

using Kind = Markup::Kind;

constexpr std::array<std::string_view, 29> paragraphs = {
    "p",          "head",     "ab",       "lg",       "list",    "item",   "row",    "cell",
    "table",      "dateline", "opener",   "closer",   "salute",  "signed", "byline", "trailer",
    "postscript", "address",  "addrLine", "div",      "front",   "body",   "back",   "text",
    "sp",         "speaker",  "stage",    "docTitle", "epigraph"};

constexpr std::array<std::string_view, 9> left_out = {
    "teiHeader", "fw", "figDesc", "index", "del", "surplus", "facsimile", "standOff", "graphic"};

bool contains(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of two readings side by side the one that the editors want read.
bool is_other_reading(const pugi::xml_node& node) {
  static constexpr std::array<std::string_view, 3> others = {"sic", "orig", "abbr"};
  return local_name(node.parent()) == "choice" && contains(others, local_name(node)) &&
         node.parent().first_child() != node.parent().last_child();
}

/// `div`, or `div1` to `div7`.
bool is_division(std::string_view name) {
  return name == "div" ||
         (name.size() == 4 && name.starts_with("div") && name[3] >= '1' && name[3] <= '7');
}

/// A date to the precision of which ISO 8601 has so many characters.
std::string_view day_of(std::string_view date) {
  date = date.substr(0, date.find('T'));
  return parse_date(date) ? date : std::string_view();
}

}  // namespace

Markup markup_of_tei(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "note") return {Kind::note, {}};
  if (name == "lb") return {attribute(node, "break") == "no" ? Kind::inside : Kind::line_break, {}};
  if (name == "l") return {Kind::line_break, {}};
  if (name == "space") return {Kind::mark, " "};
  if (contains(left_out, name) || is_other_reading(node)) return {Kind::left_out, {}};
  return {contains(paragraphs, name) || is_division(name) ? Kind::paragraph : Kind::inside, {}};
}

bool is_document(const pugi::xml_node& node) {
  return is_division(local_name(node)) && attribute(node, "type") == "document";
}

pugi::xml_node first_dateline(const pugi::xml_node& text) {
  pugi::xml_node found;
  walk(
      text,
      [&](const pugi::xml_node& node) {
        if (found || local_name(node) == "note" || (node != text && is_document(node)))
          return false;
        if (local_name(node) == "dateline") found = node;
        return !found;
      },
      [](const pugi::xml_node&) {});
  return found;
}

std::string tei_date(const pugi::xml_node& date) {
  const auto first_of = [&](std::string_view name, std::string_view other) {
    const std::string_view value = attribute(date, name);
    return value.empty() ? attribute(date, other) : value;
  };
  if (const std::string_view when = attribute(date, "when"); !when.empty())
    return std::string(day_of(when));
  return span_date(first_of("from", "notBefore"), first_of("to", "notAfter"));
}

std::string span_date(std::string_view first, std::string_view last) {
  first = day_of(first);
  last = day_of(last);
  for (const std::size_t bytes : {10U, 7U, 4U}) {
    if (first.size() >= bytes && first.substr(0, bytes) == last.substr(0, bytes))
      return std::string(first.substr(0, bytes));
  }
  return {};
}

}  // namespace demarche
