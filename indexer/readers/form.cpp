// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/text/ascii.hpp"

namespace demarche {
namespace {

struct ForeignForm {
  std::string_view mark;  ///< a name's ending, or the first bytes of the content
  std::string_view name;
};

constexpr std::array foreign_endings = {
    ForeignForm{"mhtml", "MHTML"},
    ForeignForm{"pdf", "PDF"},
    ForeignForm{"ps", "PostScript"},
    ForeignForm{"djvu", "DjVu"},
    ForeignForm{"doc", "Word"},
    ForeignForm{"docx", "Word"},
    ForeignForm{"dot", "Word"},
    ForeignForm{"odt", "OpenDocument"},
    ForeignForm{"ods", "OpenDocument"},
    ForeignForm{"odp", "OpenDocument"},
    ForeignForm{"rtf", "RTF"},
    ForeignForm{"ppt", "PowerPoint"},
    ForeignForm{"pptx", "PowerPoint"},
    ForeignForm{"xls", "Excel"},
    ForeignForm{"xlsx", "Excel"},
    ForeignForm{"epub", "EPUB"},
    ForeignForm{"mobi", "Mobipocket"},
    ForeignForm{"eml", "e-mail"},
    ForeignForm{"msg", "e-mail"},
    ForeignForm{"mbox", "mbox"},
    ForeignForm{"json", "JSON"},
    ForeignForm{"xml", "XML"},
    ForeignForm{"tei", "TEI"},
    ForeignForm{"yaml", "YAML"},
    ForeignForm{"yml", "YAML"},
    ForeignForm{"zip", "a ZIP archive"},
    ForeignForm{"tar", "a tar archive"},
    ForeignForm{"tgz", "a tar archive"},
    ForeignForm{"tbz2", "a tar archive"},
    ForeignForm{"txz", "a tar archive"},
    ForeignForm{"7z", "a 7-Zip archive"},
    ForeignForm{"rar", "a RAR archive"},
    ForeignForm{"gz", "gzip"},
    ForeignForm{"bz2", "bzip2"},
    ForeignForm{"xz", "xz"},
    ForeignForm{"zst", "Zstandard"},
    ForeignForm{"png", "a picture"},
    ForeignForm{"jpg", "a picture"},
    ForeignForm{"jpeg", "a picture"},
    ForeignForm{"gif", "a picture"},
    ForeignForm{"webp", "a picture"},
    ForeignForm{"svg", "a picture"},
    ForeignForm{"bmp", "a picture"},
    ForeignForm{"tif", "a picture"},
    ForeignForm{"tiff", "a picture"},
    ForeignForm{"heic", "a picture"},
    ForeignForm{"ico", "a picture"},
    ForeignForm{"mp3", "a recording"},
    ForeignForm{"m4a", "a recording"},
    ForeignForm{"ogg", "a recording"},
    ForeignForm{"opus", "a recording"},
    ForeignForm{"flac", "a recording"},
    ForeignForm{"wav", "a recording"},
    ForeignForm{"mp4", "a film"},
    ForeignForm{"m4v", "a film"},
    ForeignForm{"mkv", "a film"},
    ForeignForm{"mov", "a film"},
    ForeignForm{"avi", "a film"},
    ForeignForm{"webm", "a film"},
    ForeignForm{"srt", "subtitles"},
    ForeignForm{"vtt", "subtitles"},
    ForeignForm{"sqlite", "a database"},
    ForeignForm{"db", "a database"},
};

constexpr std::array foreign_beginnings = {
    ForeignForm{"%PDF-", "PDF"},
    ForeignForm{"{\\rtf", "RTF"},
    ForeignForm{"PK\x03\x04", "a ZIP archive"},
    ForeignForm{"\x1f\x8b", "gzip"},
    ForeignForm{"\x28\xb5\x2f\xfd", "Zstandard"},
    ForeignForm{"\xfd"
                "7zXZ",
                "xz"},
    ForeignForm{"\x89PNG", "a picture"},
    ForeignForm{"\xff\xd8\xff", "a picture"},
};

std::string refusal(const ForeignForm& form) {
  // No library of Debian's reads them.
  if (form.name == "RTF" || form.name == "Word")
    return fmt::format("{} is not read; convert it, as with 'soffice --convert-to docx'",
                       form.name);
  return fmt::format("{} is not read by this version", form.name);
}

/// The letters after the last dot, in lower case; empty where there is none.
std::string ending(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  return lower_ascii(name.substr(dot + 1));
}

}  // namespace

std::optional<std::string> foreign_name(std::string_view name) {
  const std::string letters = ending(name);
  const auto form = std::find_if(foreign_endings.begin(), foreign_endings.end(),
                                 [&](const ForeignForm& row) { return row.mark == letters; });
  if (form == foreign_endings.end()) return std::nullopt;
  return refusal(*form);
}

std::optional<std::string> foreign_content(std::string_view bytes) {
  for (const ForeignForm& form : foreign_beginnings) {
    if (bytes.substr(0, form.mark.size()) == form.mark) return refusal(form);
  }
  return std::nullopt;
}

std::optional<Form> record_form(std::string_view name) {
  const std::string letters = ending(name);
  if (letters == "jsonl" || letters == "ndjson") return Form::json_lines;
  if (letters == "csv") return Form::csv;
  if (letters == "tsv" || letters == "tab") return Form::tsv;
  return std::nullopt;
}

std::optional<Form> document_form(std::string_view name) {
  struct Row {
    std::string_view ending;
    Form form;
  };
  static constexpr std::array rows = {Row{"pdf", Form::pdf},  Row{"docx", Form::docx},
                                      Row{"odt", Form::odt},  Row{"epub", Form::epub},
                                      Row{"eml", Form::mail}, Row{"xml", Form::tei},
                                      Row{"tei", Form::tei}};
  const std::string letters = ending(name);
  const auto* const row = std::find_if(rows.begin(), rows.end(),
                                       [&](const Row& each) { return each.ending == letters; });
  return row == rows.end() ? std::nullopt : std::optional(row->form);
}

}  // namespace demarche
