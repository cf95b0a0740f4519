// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/document_information.hpp"

#include <algorithm>
#include <array>

#include "common/calendar.hpp"
#include "common/text/ascii.hpp"
#include "indexer/field.hpp"
#include "indexer/language.hpp"
#include "indexer/readers/paragraphs.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_title_bytes = 500;

/// Whether a program made the title up, and nobody meant it.
bool is_made_up(std::string_view title) {
  static constexpr std::array<std::string_view, 9> names = {"untitled",
                                                            "untitled document",
                                                            "unspecified",
                                                            "document",
                                                            "title",
                                                            "(anonymous)",
                                                            "no title",
                                                            "unknown",
                                                            "powerpoint presentation"};
  static constexpr std::array<std::string_view, 7> beginnings = {"microsoft word - ",
                                                                 "microsoft powerpoint - ",
                                                                 "untitled-",
                                                                 "untitled ",
                                                                 "document1",
                                                                 "layout 1",
                                                                 "slide 1"};
  static constexpr std::array<std::string_view, 10> endings = {
      ".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".p65", ".txt", ".dot"};
  const std::string lower = lower_ascii(title);
  const auto begins = [&](std::string_view part) { return lower.starts_with(part); };
  const auto ends = [&](std::string_view part) { return lower.ends_with(part); };
  return std::find(names.begin(), names.end(), lower) != names.end() ||
         std::any_of(beginnings.begin(), beginnings.end(), begins) ||
         std::any_of(endings.begin(), endings.end(), ends);
}

std::string one_line(std::string_view value) { return field_value(clean_text(value)); }

}  // namespace

void add_information(ReadStatement& read, const DocumentInformation& information) {
  auto& fields = read.information;
  const std::string title = one_line(information.title);
  if (!title.empty() && title.size() <= max_title_bytes && !is_made_up(title))
    fields["title"] = title;
  // One that is no tag would be dropped with a warning, for something that nobody wrote.
  if (const auto language = language_tag(one_line(information.language)))
    fields["language"] = *language;
  constexpr std::size_t day_bytes = 10;
  const std::string created = one_line(information.created).substr(0, day_bytes);
  if (const auto date = dateline_date(read.statement.text)) {
    fields["date"] = *date;
  } else if (created.size() == day_bytes && parse_date(created)) {
    fields["date"] = created;
    fields[std::string(date_source_field)] = "file";
  }
}

}  // namespace demarche
