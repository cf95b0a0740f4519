// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/output.hpp"

namespace demarche {

std::string format_ids(const SearchResults& results, bool null_separated) {
  std::string out;
  for (const Hit& hit : results.hits) {
    out += hit.statement.id;
    out += null_separated ? '\0' : '\n';
  }
  return out;
}

}  // namespace demarche
