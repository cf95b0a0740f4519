// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche {

/// Whose resolution a text speaks of.
enum class CitedBody : std::uint8_t {
  none,            ///< nobody is named
  united_nations,  ///< one of its bodies, but not which
  council,         ///< `the Council`
  security_council,
  general_assembly,
  human_rights_council,
  economic_and_social_council,
  foreign  ///< a body of its own numbering: a parliament, a league, a commission
};

/// What stands before a resolution's number, read backwards from it.
struct CitedHead {
  std::size_t begin = 0;  ///< byte of the first word that belongs to it
  CitedBody body = CitedBody::none;
  bool is_plural = false;
};

/// The head that ends before byte `at` of the text: `Security Council
/// resolution`, `UNSCRs`, `résolutions`, `GA Res.`; nothing where there is none.
/// English, French, Spanish, Portuguese and Russian. Thread-safe.
std::optional<CitedHead> cited_head(std::string_view text, std::size_t at);

/// The body named after a resolution's number: `of the Security Council`, `de
/// l’Assemblée générale`.
CitedBody cited_body_after(std::string_view text, std::size_t at);

/// Whether a folded word before a number says that it is no resolution's: `article`.
bool numbers_divisions(std::string_view word);
/// Whether a folded word joins the numbers of a list: `and`, `particular` of `in particular`.
bool joins_citations(std::string_view word);
/// Whether a folded word announces a number: `no`, of `resolution No. 242`.
bool announces_number(std::string_view word);
/// Whether a folded word can belong to a head or to a body's name.
bool is_citation_word(std::string_view word);

}  // namespace demarche
