// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/fields.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "common/nearest.hpp"
#include "common/text/ascii.hpp"

namespace demarche {

namespace {

struct KnownField {
  std::string_view typed;
  QueryField field;
};

constexpr KnownField query_fields[] = {{"title", {"title", false}},
                                       {"speaker", {"speaker", false}},
                                       {"post", {"post", false}},
                                       {"issuer", {"issuer", true}},
                                       {"language", {"language", true}},
                                       {"lang", {"language", true}},
                                       {"event", {"event", true}},
                                       {"place", {"place", true}},
                                       {"session", {"session", true}},
                                       {"year", {"year", true}},
                                       {"id", {"id", true}},
                                       {"url", {"url", true}},
                                       {"cites", {"cites", true}},
                                       {"date", {"date", true}},
                                       {"since", {"since", true}},
                                       {"until", {"until", true}}};

/// What the fields are called elsewhere.
struct OtherName {
  std::string_view name, field;
};

constexpr OtherName other_names[] = {{"country", "issuer"},   {"state", "issuer"},
                                     {"nation", "issuer"},    {"ministry", "issuer"},
                                     {"author", "issuer"},    {"organisation", "issuer"},
                                     {"org", "issuer"},       {"organization", "issuer"},
                                     {"source", "issuer"},    {"by", "speaker"},
                                     {"role", "post"},        {"function", "post"},
                                     {"position", "post"},    {"subject", "title"},
                                     {"headline", "title"},   {"meeting", "event"},
                                     {"conference", "event"}, {"location", "place"},
                                     {"city", "place"},       {"from", "since"},
                                     {"after", "since"},      {"to", "until"},
                                     {"before", "until"},     {"day", "date"},
                                     {"resolution", "cites"}, {"symbol", "cites"},
                                     {"cite", "cites"},       {"file", "id"},
                                     {"path", "id"},          {"link", "url"}};

std::string_view meant_field(const std::string& lower, const ParserSettings& settings) {
  for (const OtherName& other : other_names) {
    if (other.name == lower) return other.field;
  }
  std::vector<std::string_view> names = query_field_names();
  for (const std::string& field : settings.user_fields) names.push_back(field);
  return nearest_name(lower, names);
}

[[noreturn]] void throw_unknown_field(std::string_view name, const ParserSettings& settings,
                                      SourceSpan span) {
  const std::string_view meant = meant_field(lower_ascii(name), settings);
  std::string hint = meant.empty() ? "" : "did you mean " + std::string(meant) + ":? ";
  hint += "Text with a colon is searched for in quotation marks";
  throw QueryError("no field is called " + std::string(name), span, std::move(hint));
}

}  // namespace

std::vector<std::string_view> query_field_names() {
  std::vector<std::string_view> names;
  for (const KnownField& known : query_fields) names.push_back(known.typed);
  return names;
}

bool has_alternatives(std::string_view field) { return field != "since" && field != "until"; }

bool looks_like_field_name(std::string_view name) {
  static constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (name.empty() || letters.find(name.front()) == std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return letters.find(c) != std::string_view::npos || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::optional<std::string_view> find_user_field(std::string_view name,
                                                const ParserSettings& settings) {
  if (const auto same = settings.user_fields.find(name); same != settings.user_fields.end()) {
    return *same;
  }
  const std::string lower = lower_ascii(name);
  for (const std::string& field : settings.user_fields) {
    if (lower_ascii(field) == lower) return field;
  }
  return std::nullopt;
}

std::optional<QueryField> known_field(std::string_view name, const ParserSettings& settings) {
  const std::string lower = lower_ascii(name);
  for (const KnownField& known : query_fields) {
    if (known.typed == lower) return known.field;
  }
  if (const auto user_field = find_user_field(name, settings)) return QueryField{*user_field};
  return std::nullopt;
}

QueryField find_field(std::string_view name, const ParserSettings& settings, SourceSpan span) {
  if (const auto known = known_field(name, settings)) return *known;
  throw_unknown_field(name, settings, span);
}

}  // namespace demarche
