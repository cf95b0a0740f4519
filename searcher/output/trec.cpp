// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <iterator>

#include "searcher/output/output.hpp"
#include "searcher/percent.hpp"

namespace demarche {
std::string format_trec(const SearchResults& results, std::string_view qid) {
  const std::string query = percent_encoded(qid);
  std::string out;
  for (const Hit& hit : results.hits)
    fmt::format_to(std::back_inserter(out), "{} Q0 {} {} {:.6f} demarche\n", query,
                   percent_encoded(hit.statement.id), hit.rank, hit.score);
  return out;
}

}  // namespace demarche
