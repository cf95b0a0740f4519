// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace demarche {
namespace {

struct Form {
  std::string_view mark;  ///< a name's ending, or the first bytes of the content
  std::string_view name;
};

constexpr std::array foreign_endings = {
    Form{"html", "HTML"},
    Form{"htm", "HTML"},
    Form{"xhtml", "HTML"},
    Form{"mhtml", "MHTML"},
    Form{"pdf", "PDF"},
    Form{"ps", "PostScript"},
    Form{"djvu", "DjVu"},
    Form{"doc", "Word"},
    Form{"docx", "Word"},
    Form{"dot", "Word"},
    Form{"odt", "OpenDocument"},
    Form{"ods", "OpenDocument"},
    Form{"odp", "OpenDocument"},
    Form{"rtf", "RTF"},
    Form{"ppt", "PowerPoint"},
    Form{"pptx", "PowerPoint"},
    Form{"xls", "Excel"},
    Form{"xlsx", "Excel"},
    Form{"epub", "EPUB"},
    Form{"mobi", "Mobipocket"},
    Form{"eml", "e-mail"},
    Form{"msg", "e-mail"},
    Form{"mbox", "mbox"},
    Form{"json", "JSON"},
    Form{"csv", "CSV"},
    Form{"tsv", "TSV"},
    Form{"tab", "TSV"},
    Form{"xml", "XML"},
    Form{"tei", "TEI"},
    Form{"yaml", "YAML"},
    Form{"yml", "YAML"},
    Form{"zip", "a ZIP archive"},
    Form{"tar", "a tar archive"},
    Form{"tgz", "a tar archive"},
    Form{"tbz2", "a tar archive"},
    Form{"txz", "a tar archive"},
    Form{"7z", "a 7-Zip archive"},
    Form{"rar", "a RAR archive"},
    Form{"gz", "gzip"},
    Form{"bz2", "bzip2"},
    Form{"xz", "xz"},
    Form{"zst", "Zstandard"},
    Form{"png", "a picture"},
    Form{"jpg", "a picture"},
    Form{"jpeg", "a picture"},
    Form{"gif", "a picture"},
    Form{"webp", "a picture"},
    Form{"svg", "a picture"},
    Form{"bmp", "a picture"},
    Form{"tif", "a picture"},
    Form{"tiff", "a picture"},
    Form{"heic", "a picture"},
    Form{"ico", "a picture"},
    Form{"mp3", "a recording"},
    Form{"m4a", "a recording"},
    Form{"ogg", "a recording"},
    Form{"opus", "a recording"},
    Form{"flac", "a recording"},
    Form{"wav", "a recording"},
    Form{"mp4", "a film"},
    Form{"m4v", "a film"},
    Form{"mkv", "a film"},
    Form{"mov", "a film"},
    Form{"avi", "a film"},
    Form{"webm", "a film"},
    Form{"srt", "subtitles"},
    Form{"vtt", "subtitles"},
    Form{"sqlite", "a database"},
    Form{"db", "a database"},
};

constexpr std::array foreign_beginnings = {
    Form{"%PDF-", "PDF"},
    Form{"{\\rtf", "RTF"},
    Form{"PK\x03\x04", "a ZIP archive"},
    Form{"\x1f\x8b", "gzip"},
    Form{"\x28\xb5\x2f\xfd", "Zstandard"},
    Form{"\xfd"
         "7zXZ",
         "xz"},
    Form{"\x89PNG", "a picture"},
    Form{"\xff\xd8\xff", "a picture"},
};

std::string refusal(const Form& form) {
  return fmt::format("{} is not read by this version", form.name);
}

/// The letters after the last dot, in lower case; empty where there is none.
std::string ending(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string letters(name.substr(dot + 1));
  for (char& letter : letters) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return letters;
}

}  // namespace

std::optional<std::string> foreign_name(std::string_view name) {
  const std::string letters = ending(name);
  const auto form = std::find_if(foreign_endings.begin(), foreign_endings.end(),
                                 [&](const Form& row) { return row.mark == letters; });
  if (form == foreign_endings.end()) return std::nullopt;
  return refusal(*form);
}

std::optional<std::string> foreign_content(std::string_view bytes) {
  for (const Form& form : foreign_beginnings) {
    if (bytes.substr(0, form.mark.size()) == form.mark) return refusal(form);
  }
  return std::nullopt;
}

bool is_json_lines_name(std::string_view name) {
  const std::string letters = ending(name);
  return letters == "jsonl" || letters == "ndjson";
}

}  // namespace demarche
