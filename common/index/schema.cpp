// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/schema.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <charconv>

#include "common/hash.hpp"
#include "common/statement.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"
#include "common/text/token.hpp"
#include "common/version.hpp"

namespace demarche {

std::string field_word_term(std::string_view field, std::string_view word) {
  return fmt::format("{}{}:{}", prefix::field, field, word);
}

std::string field_value_term(std::string_view field, std::string_view key) {
  return fmt::format("{}{}={}", prefix::field, field, key);
}

std::string compound_key(std::string_view compound) {
  const std::size_t joined = joined_word(compound).size();
  std::string key(compound.substr(0, joined + 1));
  std::size_t at = 0, hyphens = 0;
  for (const char byte : compound.substr(joined + 1)) {
    if (byte != '-')
      ++at;
    else
      key += fmt::format("{}{}", hyphens++ > 0 ? "," : "", at);
  }
  return key;
}

std::string compound_of(std::string_view key) {
  const std::string_view joined = joined_word(key);
  std::string compound(key.substr(0, joined.size() + 1));
  std::string_view hyphens = key.substr(compound.size());
  std::size_t at = 0;
  while (!hyphens.empty()) {
    std::size_t hyphen = at;
    const auto read = std::from_chars(hyphens.data(), hyphens.data() + hyphens.size(), hyphen);
    hyphens.remove_prefix(std::min<std::size_t>(
        static_cast<std::size_t>(read.ptr - hyphens.data()) + 1, hyphens.size()));
    hyphen = std::clamp(hyphen, at, joined.size());  // whatever a damaged index says
    compound += joined.substr(at, hyphen - at);
    compound += '-';
    at = hyphen;
  }
  compound += joined.substr(at);
  return compound;
}

std::string document_key(std::string_view name) {
  std::string key(name);
  bound_term(key);
  // A NUL counts double in a term; names from hostile headers may hold them.
  std::replace(key.begin(), key.end(), '\0', ' ');
  return key;
}

std::string root_key(std::string_view root) { return fmt::format("{:016x}", fnv1a(root)); }

std::string source_key(std::string_view root, std::string_view name) {
  return fmt::format("{}:{}", root_key(root), document_key(name));
}

std::string term_tail(const Xapian::Database& database, std::uint32_t document,
                      std::string_view prefix) {
  auto term = database.termlist_begin(document);
  term.skip_to(std::string(prefix));
  if (term == database.termlist_end(document) || !(*term).starts_with(prefix))
    throw Xapian::DatabaseCorruptError("terms of a statement");
  return (*term).substr(prefix.size());
}

bool is_word_field(std::string_view field) {
  return field == "title" || field == "speaker" || field == "post" || !is_known_field(field);
}

std::string version_text(std::string_view program) {
  return fmt::format("{} (Demarche) {}\nXapian {}, index format {}, analyzer {}\n", program,
                     program_version, Xapian::version_string(), index_format, analyzer_version);
}

}  // namespace demarche
