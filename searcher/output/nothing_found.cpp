// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "common/terminal.hpp"
#include "searcher/output/counted.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

namespace {

std::string line(std::string_view kind, const std::string& what) {
  return fmt::format("searcher: {}: {}\n", kind, printable(what));
}

/// As a shell reads it back.
std::string shell_word(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

/// What stands behind `searcher` on a command line.
std::string arguments_of(const TriedQuery& tried) {
  std::string out;
  for (const std::string& option : tried.options) {
    const bool is_plain =
        option.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    out += (is_plain ? option : shell_word(option)) + " ";
  }
  if (tried.query.starts_with('-')) out += "-- ";
  return out + shell_word(tried.query);
}

std::string list_of(const std::vector<TriedQuery>& tried) {
  std::string out;
  for (const TriedQuery& query : tried)
    out += fmt::format("{}{} finds {}", out.empty() ? "" : ", ", query.query, query.total);
  return out;
}

/// The parts that no statement answers, and what was meant by them.
std::string empty_parts(const NothingFound& nothing) {
  std::string out;
  std::vector<std::string> others;
  for (const TriedPart& part : nothing.parts) {
    if (part.alone.total > 0) continue;
    if (part.meant.empty())
      others.push_back(part.alone.query);
    else
      out += line("note", fmt::format("{} by itself finds nothing; {}", part.alone.query,
                                      list_of(part.meant)));
  }
  // The only part is the query, of which this is said already.
  if (others.empty() || nothing.parts.size() + nothing.parts_left == 1) return out;
  const bool is_one = others.size() == 1;
  return out + line("note", is_one ? others.front() + " by itself finds nothing"
                                   : fmt::format("each of these by itself finds nothing: {}",
                                                 fmt::join(others, ", ")));
}

std::string sound_parts(const NothingFound& nothing) {
  std::vector<TriedQuery> sound;
  for (const TriedPart& part : nothing.parts) {
    if (part.alone.total > 0) sound.push_back(part.alone);
  }
  if (sound.empty()) return {};
  const bool meet_nowhere = sound.size() == nothing.parts.size();
  std::string out = line("note", "by itself, " + list_of(sound));
  if (meet_nowhere && nothing.parts_left == 0)
    out += line("note", "each part finds something, but no statement has them all");
  return out;
}

/// What was not tried.
std::string limits(const NothingFound& nothing) {
  std::string out;
  if (nothing.parts_left > 0)
    out += line("note", fmt::format("{} more parts of the query were not tried by themselves",
                                    nothing.parts_left));
  if (nothing.cut) out += line("note", "not every query that asks for less was tried");
  return out;
}

}  // namespace

std::string format_nothing_found(const SearchResults& results) {
  if (!results.nothing_found) return {};
  const NothingFound& nothing = *results.nothing_found;
  std::string out = line("nothing found", fmt::format("none of {} answers {}",
                                                      counted(results.statements, "statement"),
                                                      results.query.understood));
  out += empty_parts(nothing) + sound_parts(nothing);
  for (const std::string& note : results.query.notes) out += line("note", note);
  for (const Relaxation& relaxation : nothing.relaxations)
    out += line("try", fmt::format("{} {}: {}", counted(relaxation.tried.total, "statement"),
                                   relaxation.change, arguments_of(relaxation.tried)));
  return out + limits(nothing);
}

}  // namespace demarche
