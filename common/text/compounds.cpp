// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/compounds.hpp"

#include <algorithm>
#include <array>

namespace demarche {
namespace {

// In folded form, in order.

struct Compound {
  std::string_view first, second;
};

/// Compounds that statements write in one word and in two.
constexpr std::array compounds = {
    Compound{"air", "space"},     Compound{"air", "strike"},    Compound{"air", "strikes"},
    Compound{"bench", "mark"},    Compound{"bench", "marks"},   Compound{"border", "lands"},
    Compound{"cease", "fire"},    Compound{"cease", "fires"},   Compound{"ground", "water"},
    Compound{"guide", "lines"},   Compound{"land", "locked"},   Compound{"land", "mine"},
    Compound{"land", "mines"},    Compound{"life", "long"},     Compound{"peace", "building"},
    Compound{"peace", "keeper"},  Compound{"peace", "keepers"}, Compound{"peace", "keeping"},
    Compound{"peace", "maker"},   Compound{"peace", "makers"},  Compound{"peace", "making"},
    Compound{"peace", "time"},    Compound{"policy", "maker"},  Compound{"policy", "makers"},
    Compound{"policy", "making"}, Compound{"road", "map"},      Compound{"road", "maps"},
    Compound{"sea", "bed"},       Compound{"stock", "pile"},    Compound{"stock", "piles"},
    Compound{"stock", "piling"},  Compound{"war", "head"},      Compound{"war", "heads"},
    Compound{"war", "ship"},      Compound{"war", "ships"},     Compound{"war", "time"},
    Compound{"waste", "water"},   Compound{"web", "site"},      Compound{"web", "sites"},
    Compound{"wide", "spread"},   Compound{"world", "wide"}};

/// First parts that are no words of their own in running text.
constexpr std::array<std::string_view, 18> prefixes = {
    "anti",  "bio", "co",  "counter", "cyber", "geo",  "inter", "intra", "micro",
    "multi", "neo", "non", "post",    "pre",   "semi", "socio", "sub",   "trans"};

/// Those of them that can be told apart from a word that only begins alike
/// (`nonproliferation`, but not `copy` or `interest`).
constexpr std::array<std::string_view, 5> parting_prefixes = {"anti", "counter", "cyber", "non",
                                                              "socio"};

/// The shortest second part of a word parted at a prefix.
constexpr std::size_t min_rest_bytes = 4;

}  // namespace

bool is_open_compound(std::string_view first, std::string_view second) {
  return std::find(prefixes.begin(), prefixes.end(), first) != prefixes.end() ||
         std::any_of(compounds.begin(), compounds.end(), [&](const Compound& row) {
           return row.first == first && row.second == second;
         });
}

std::optional<std::pair<std::string_view, std::string_view>> open_parts(std::string_view joined) {
  for (const Compound& row : compounds) {
    if (joined.size() == row.first.size() + row.second.size() && joined.starts_with(row.first) &&
        joined.ends_with(row.second))
      return std::pair{joined.substr(0, row.first.size()), joined.substr(row.first.size())};
  }
  for (const std::string_view prefix : parting_prefixes) {
    if (joined.starts_with(prefix) && joined.size() >= prefix.size() + min_rest_bytes)
      return std::pair{joined.substr(0, prefix.size()), joined.substr(prefix.size())};
  }
  return std::nullopt;
}

}  // namespace demarche
