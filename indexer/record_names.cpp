// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/record_names.hpp"

#include <algorithm>
#include <array>

#include "indexer/field.hpp"

namespace demarche {
namespace {

constexpr std::array names = {
    CommonName{"body", "text"},
    CommonName{"content", "text"},
    CommonName{"full_text", "text"},
    CommonName{"fulltext", "text"},
    CommonName{"article", "text"},
    CommonName{"articlebody", "text"},
    CommonName{"transcript", "text"},
    CommonName{"statement", "text"},
    CommonName{"speech", "text"},
    CommonName{"headline", "title"},
    CommonName{"heading", "title"},
    CommonName{"subject", "title"},
    CommonName{"published", "date"},
    CommonName{"published_at", "date"},
    CommonName{"date_published", "date"},
    CommonName{"datepublished", "date"},
    CommonName{"publication_date", "date"},
    CommonName{"pubdate", "date"},
    CommonName{"issued", "date"},
    CommonName{"country", "issuer"},
    CommonName{"ministry", "issuer"},
    CommonName{"organisation", "issuer"},
    CommonName{"organization", "issuer"},
    CommonName{"publisher", "issuer"},
    CommonName{"source", "issuer"},
    CommonName{"role", "post"},
    CommonName{"position", "post"},
    CommonName{"location", "place"},
    CommonName{"venue", "place"},
    CommonName{"link", "url"},
    CommonName{"uri", "url"},
    CommonName{"permalink", "url"},
    CommonName{"inlanguage", "language"},
    CommonName{"doc_id", "id"},
    CommonName{"guid", "id"},
};

}  // namespace

std::string json_pointer_step(std::string_view key) {
  std::string step;
  for (const char c : key) {
    if (c == '~')
      step += "~0";
    else if (c == '/')
      step += "~1";
    else
      step += c;
  }
  return step;
}

RecordNames::RecordNames(const RecordMapping& mapping) {
  for (const auto& [field, source] : mapping) {
    fields_.emplace(source, field);
    if (source.starts_with('/')) pointers_.insert(source);
  }
}

std::optional<std::string> RecordNames::mapped(std::string_view source) const {
  const auto found = fields_.find(source);
  if (found == fields_.end()) return std::nullopt;
  return found->second;
}

bool RecordNames::points_into(std::string_view key) const {
  const std::string beginning = "/" + std::string(key) + '/';
  const auto pointer = pointers_.lower_bound(beginning);
  return pointer != pointers_.end() && pointer->starts_with(beginning);
}

bool RecordNames::is_text(std::string_view name) const {
  if (const auto field = mapped(name)) return *field == "text";
  const auto own = column_name(name);
  return own && (*own == "text" || std::any_of(names.begin(), names.end(), [&](const auto& row) {
           return row.field == "text" && row.name == *own;
         }));
}

bool RecordNames::has_text_in(std::string_view key) const {
  const std::string beginning = "/" + std::string(key) + '/';
  return std::any_of(fields_.begin(), fields_.end(), [&](const auto& pair) {
    return pair.second == "text" && pair.first.starts_with(beginning);
  });
}

std::span<const CommonName> common_names() { return names; }

std::optional<std::string> column_name(std::string_view cell) {
  std::string name = field_value(cell);
  std::replace(name.begin(), name.end(), ' ', '_');
  return field_name(name);
}

}  // namespace demarche
