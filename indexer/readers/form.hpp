// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace demarche {

/// What a file holds. The first are documents: one statement each, but for TEI.
enum class Form {
  text,  ///< plain or in Markdown
  html,  ///< a saved page
  pdf,
  docx,  ///< Office Open XML
  odt,   ///< OpenDocument
  epub,
  mail,        ///< one message (.eml)
  tei,         ///< an edition of one document or many (tei.hpp)
  json_lines,  ///< a statement a line (json_lines.hpp)
  csv,         ///< a statement a row (table_reader.hpp)
  tsv,
  json,    ///< arrays of records, or one record (json_chunks.hpp)
  mbox,    ///< a message after another
  archive  ///< ZIP, tar, or a compressed file (archive_reader.hpp)
};

/// Whether a file of that form may be larger than memory, and is read in parts (part_source.hpp).
bool is_read_in_parts(Form form);

/// How much of a file's beginning shows what it is.
inline constexpr std::size_t beginning_bytes = 4096;

/// The form of a file by its name and its content, or its `beginning` of beginning_bytes. `asked`:
/// what --input-format says, which must not contradict the content. The reason, where it is none
/// that is read: "a picture is not read by this version", "named as PDF, but its content is not".
/// JSON Lines under another name are only told where the first line is whole.
tl::expected<Form, std::string> form_of(std::string_view name, std::string_view beginning,
                                        std::optional<Form> asked = {});

/// The form of a file that is read in parts; nothing for one that is read as a whole, whose form is
/// found then. Goes by the name, and looks at the beginning (by `look`, which gives it) only of
/// what may be an archive by its name.
std::optional<Form> form_in_parts(std::string_view name, std::optional<Form> asked,
                                  const std::function<std::string()>& look);

/// Why a file of this name is not to be opened at all: a film, a database. Nothing, where the
/// content decides.
std::optional<std::string> refusal_by_name(std::string_view name);

/// What the first bytes show a file to be that is no text, such as "PDF"; nothing for text.
std::optional<std::string_view> form_name_of(std::string_view beginning);

/// The name of what a compressed file holds: `a.txt` of `a.txt.gz`.
std::string_view without_compression(std::string_view name);

}  // namespace demarche
