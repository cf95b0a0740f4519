// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// The field that says where the date comes from, where that is not the statement: `file`,
/// `edition`.
inline constexpr std::string_view date_source_field = "date_source";

/// What a document's file says of itself, as it stands there, empty where it doesn't. Its
/// author is whoever had the file open first, and neither speaks nor issues.
struct DocumentInformation {
  std::string title;
  std::string created;  ///< ISO 8601
  std::string language;
};

/// Takes from the information what a reader can stand for (indexer(1), FORMS): a title
/// that is one and not a file's name, a language, and as the date that of the dateline
/// or else the day on which the file was made, marked by date_source_field.
void add_information(ReadStatement& read, const DocumentInformation& information);

/// The date of the dateline in a text's beginning, as ISO 8601: a short line that
/// is a date, or a place and a date, in Chinese, English, French, German, Russian or
/// Spanish. Nothing where there is none, or two that differ.
std::optional<std::string> dateline_date(std::string_view text);

}  // namespace demarche
