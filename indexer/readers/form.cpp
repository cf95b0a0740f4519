// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "common/text/ascii.hpp"
#include "indexer/readers/records/json_lines.hpp"
#include "indexer/readers/text_beginning.hpp"
#include "indexer/sources/mbox_messages.hpp"

namespace demarche {
namespace {

/// A form by a mark: a name's ending, or the first bytes of the content.
struct FormMark {
  std::string_view mark;
  std::string_view name;                    ///< for messages
  std::optional<Form> form = std::nullopt;  ///< nothing: not read by this version
};

constexpr std::array endings = {
    FormMark{"txt", "text", Form::text},
    FormMark{"text", "text", Form::text},
    FormMark{"md", "text", Form::text},
    FormMark{"markdown", "text", Form::text},
    FormMark{"html", "HTML", Form::html},
    FormMark{"htm", "HTML", Form::html},
    FormMark{"xhtml", "HTML", Form::html},
    FormMark{"pdf", "PDF", Form::pdf},
    FormMark{"docx", "Word", Form::docx},
    FormMark{"odt", "OpenDocument", Form::odt},
    FormMark{"epub", "EPUB", Form::epub},
    FormMark{"eml", "e-mail", Form::mail},
    FormMark{"xml", "XML", Form::tei},
    FormMark{"tei", "TEI", Form::tei},
    FormMark{"mbox", "mbox", Form::mbox},
    FormMark{"jsonl", "JSON Lines", Form::json_lines},
    FormMark{"ndjson", "JSON Lines", Form::json_lines},
    FormMark{"json", "JSON", Form::json},
    FormMark{"csv", "CSV", Form::csv},
    FormMark{"tsv", "TSV", Form::tsv},
    FormMark{"tab", "TSV", Form::tsv},
    FormMark{"zip", "a ZIP archive", Form::archive},
    FormMark{"tar", "a tar archive", Form::archive},
    FormMark{"tgz", "a tar archive", Form::archive},
    FormMark{"tbz", "a tar archive", Form::archive},
    FormMark{"tbz2", "a tar archive", Form::archive},
    FormMark{"txz", "a tar archive", Form::archive},
    FormMark{"tzst", "a tar archive", Form::archive},
    FormMark{"gz", "gzip", Form::archive},
    FormMark{"bz2", "bzip2", Form::archive},
    FormMark{"xz", "xz", Form::archive},
    FormMark{"zst", "Zstandard", Form::archive},
    FormMark{"mhtml", "MHTML"},
    FormMark{"ps", "PostScript"},
    FormMark{"djvu", "DjVu"},
    FormMark{"doc", "Word 97"},
    FormMark{"dot", "Word 97"},
    FormMark{"ods", "OpenDocument Spreadsheet"},
    FormMark{"odp", "OpenDocument Presentation"},
    FormMark{"rtf", "RTF"},
    FormMark{"ppt", "PowerPoint"},
    FormMark{"pptx", "PowerPoint"},
    FormMark{"xls", "Excel"},
    FormMark{"xlsx", "Excel"},
    FormMark{"mobi", "Mobipocket"},
    FormMark{"msg", "an e-mail of Outlook"},
    FormMark{"yaml", "YAML"},
    FormMark{"yml", "YAML"},
    FormMark{"7z", "a 7-Zip archive"},
    FormMark{"rar", "a RAR archive"},
    FormMark{"png", "a picture"},
    FormMark{"jpg", "a picture"},
    FormMark{"jpeg", "a picture"},
    FormMark{"gif", "a picture"},
    FormMark{"webp", "a picture"},
    FormMark{"svg", "a picture"},
    FormMark{"bmp", "a picture"},
    FormMark{"tif", "a picture"},
    FormMark{"tiff", "a picture"},
    FormMark{"heic", "a picture"},
    FormMark{"ico", "a picture"},
    FormMark{"mp3", "a recording"},
    FormMark{"m4a", "a recording"},
    FormMark{"ogg", "a recording"},
    FormMark{"opus", "a recording"},
    FormMark{"flac", "a recording"},
    FormMark{"wav", "a recording"},
    FormMark{"mp4", "a film"},
    FormMark{"m4v", "a film"},
    FormMark{"mkv", "a film"},
    FormMark{"mov", "a film"},
    FormMark{"avi", "a film"},
    FormMark{"webm", "a film"},
    FormMark{"srt", "subtitles"},
    FormMark{"vtt", "subtitles"},
    FormMark{"sqlite", "a database"},
    FormMark{"db", "a database"},
};

constexpr std::string_view zip_mark = "PK\x03\x04";

constexpr std::array beginnings = {
    FormMark{"%PDF-", "PDF", Form::pdf},
    FormMark{zip_mark, "a ZIP archive", Form::archive},
    FormMark{"PK\x05\x06", "an empty ZIP archive", Form::archive},
    FormMark{"\x1f\x8b", "gzip", Form::archive},
    FormMark{"BZh", "bzip2", Form::archive},
    FormMark{"\x28\xb5\x2f\xfd", "Zstandard", Form::archive},
    FormMark{"\xfd"
             "7zXZ",
             "xz", Form::archive},
    FormMark{"{\\rtf", "RTF"},
    FormMark{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"},
    FormMark{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
    FormMark{"Rar!\x1a\x07", "a RAR archive"},
    FormMark{"\x89PNG", "a picture"},
    FormMark{"\xff\xd8\xff", "a picture"},
    FormMark{"SQLite format 3", "a database"},
};

constexpr FormMark tar_mark = {"ustar", "a tar archive", Form::archive};
constexpr std::size_t tar_mark_at = 257;

/// What a ZIP archive is by the name of its first member.
constexpr std::array office_parts = {
    FormMark{"word/", "Word", Form::docx},
    FormMark{"xl/", "Excel"},
    FormMark{"ppt/", "PowerPoint"},
};
/// And by the member `mimetype`, which says so.
constexpr std::array mime_types = {
    FormMark{"application/epub+zip", "EPUB", Form::epub},
    FormMark{"application/vnd.oasis.opendocument.text", "OpenDocument", Form::odt},
    FormMark{"application/vnd.oasis.opendocument", "another OpenDocument"},
};

const FormMark* find_beginning(std::span<const FormMark> rows, std::string_view bytes) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const FormMark& each) { return bytes.starts_with(each.mark); });
  return row == rows.end() ? nullptr : &*row;
}

/// The letters after the last dot, in lower case; empty where there is none.
std::string ending(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  return lower_ascii(name.substr(dot + 1));
}

/// What the name says; nothing where its ending is unknown.
const FormMark* form_by_name(std::string_view name) {
  const std::string letters = ending(name);
  const auto* const row = std::find_if(endings.begin(), endings.end(),
                                       [&](const FormMark& each) { return each.mark == letters; });
  return row == endings.end() ? nullptr : row;
}

/// An office format in a ZIP archive; nothing for any other.
const FormMark* form_by_zip(std::string_view bytes) {
  constexpr std::size_t header_bytes = 30;
  constexpr std::size_t name_length_at = 26;
  constexpr std::size_t extra_length_at = 28;
  if (bytes.size() < header_bytes) return nullptr;
  const auto length = [&](std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) +
           std::size_t{256} * static_cast<unsigned char>(bytes[at + 1]);
  };
  const std::string_view first = bytes.substr(header_bytes, length(name_length_at));
  const std::string_view content =
      bytes.substr(std::min(header_bytes + first.size() + length(extra_length_at), bytes.size()));
  if (first == "mimetype") return find_beginning(mime_types, content);
  if (const auto* const part = find_beginning(office_parts, first)) return part;
  if (first != "[Content_Types].xml" && first != "_rels/.rels" && !first.starts_with("docProps/"))
    return nullptr;
  // The members' headers: what the parts are called is seen in the beginning, or nearly so.
  for (const FormMark& part : office_parts) {
    if (bytes.find(part.mark) != std::string_view::npos) return &part;
  }
  return nullptr;
}

const FormMark* form_by_content(std::string_view bytes) {
  if (bytes.starts_with(zip_mark)) {
    if (const auto* const office = form_by_zip(bytes)) return office;
  }
  if (const auto* const row = find_beginning(beginnings, bytes)) return row;
  const bool is_tar = bytes.substr(std::min(tar_mark_at, bytes.size())).starts_with(tar_mark.mark);
  return is_tar ? &tar_mark : nullptr;
}

bool is_zipped(Form form) { return form == Form::docx || form == Form::odt || form == Form::epub; }

tl::unexpected<std::string> not_read(std::string_view what) {
  // No library of Debian's reads them.
  if (what == "RTF" || what == "Word 97")
    return tl::make_unexpected(
        fmt::format("{} is not read; convert it, as with 'soffice --convert-to docx'", what));
  return tl::make_unexpected(fmt::format("{} is not read by this version", what));
}

/// What a text that is none but by its beginning is.
Form form_of_text(std::string_view bytes) {
  if (is_json_lines_content(bytes)) return Form::json_lines;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n\f"), bytes.size()));
  bytes = bytes.substr(0, beginning_bytes);
  if (is_from_line(bytes.substr(0, bytes.find('\n')))) return Form::mbox;
  if (begins_tei(bytes)) return Form::tei;
  if (begins_mail(bytes)) return Form::mail;
  const std::string beginning = lower_ascii(bytes.substr(0, 16));
  const bool is_page = beginning.starts_with("<!doctype html") || beginning.starts_with("<html>") ||
                       beginning.starts_with("<html ");
  return is_page ? Form::html : Form::text;
}

/// The form of what bears the mark of `content`.
tl::expected<Form, std::string> marked_form(const FormMark& content, const FormMark* by_name,
                                            std::string_view bytes, std::optional<Form> asked) {
  const std::optional<Form> said = asked                ? asked
                                   : by_name != nullptr ? by_name->form
                                                        : std::nullopt;
  // Its reader knows what is missing in it.
  if (said && is_zipped(*said) && bytes.starts_with(zip_mark)) return *said;
  if (!content.form) return not_read(content.name);
  if (asked && content.form != asked)
    return tl::make_unexpected(
        fmt::format("it holds {}, whatever --input-format says", content.name));
  if (content.form == Form::archive && by_name != nullptr && by_name->form != Form::archive)
    return tl::make_unexpected(fmt::format("{}, whose name says {}", content.name, by_name->name));
  return *content.form;
}

}  // namespace

bool is_read_in_parts(Form form) { return form >= Form::json_lines; }

std::string_view without_compression(std::string_view name) {
  const std::string letters = ending(name);
  const bool is_compressed =
      letters == "gz" || letters == "bz2" || letters == "xz" || letters == "zst";
  return is_compressed ? name.substr(0, name.size() - letters.size() - 1) : name;
}

std::optional<std::string_view> form_name_of(std::string_view beginning) {
  const auto* const content = form_by_content(beginning);
  if (content == nullptr) return std::nullopt;
  return content->name;
}

std::optional<std::string> refusal_by_name(std::string_view name) {
  const auto* const by_name = form_by_name(name);
  if (by_name == nullptr || by_name->form) return std::nullopt;
  return not_read(by_name->name).value();
}

tl::expected<Form, std::string> form_of(std::string_view name, std::string_view beginning,
                                        std::optional<Form> asked) {
  const auto* const by_name = form_by_name(name);
  if (const auto* const content = form_by_content(beginning))
    return marked_form(*content, by_name, beginning, asked);
  const std::optional<Form> said = asked ? asked : by_name != nullptr ? by_name->form : Form::text;
  if (!said) return not_read(by_name->name);
  if (is_zipped(*said) || said == Form::pdf) {
    if (asked) return tl::make_unexpected(std::string("not of the form that --input-format says"));
    return tl::make_unexpected(fmt::format("named as {}, but its content is not", by_name->name));
  }
  return !asked && said == Form::text ? form_of_text(beginning) : *said;
}

std::optional<Form> form_in_parts(std::string_view name, std::optional<Form> asked,
                                  const std::function<std::string()>& look) {
  const auto* const by_name = form_by_name(name);
  const bool is_archive = by_name != nullptr && by_name->form == Form::archive;
  if (is_archive || (by_name == nullptr && !asked)) {
    const auto* const content = form_by_content(look());
    if (content != nullptr && content->form == Form::archive) return Form::archive;
    // A broken one is still one; a PDF that is named so is not.
    if (content == nullptr && is_archive) return Form::archive;
    return std::nullopt;
  }
  const std::optional<Form> said = asked                ? asked
                                   : by_name != nullptr ? by_name->form
                                                        : std::nullopt;
  return said && is_read_in_parts(*said) ? said : std::nullopt;
}

}  // namespace demarche
