// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// What a file holds. The first are documents: one statement each (document.hpp).
enum class Form {
  text,  ///< plain or in Markdown
  html,  ///< a saved page
  pdf,
  docx,  ///< Office Open XML
  odt,   ///< OpenDocument
  epub,
  mail,        ///< one message (.eml)
  json_lines,  ///< a statement a line (json_lines.hpp)
  csv,         ///< a statement a row (table_reader.hpp)
  tsv,
  tei  ///< an edition of one document or many (tei.hpp)
};

/// Why a file of this name holds no plain text: "PDF is not read by this
/// version". Nothing for the endings of text, and for unknown ones: there the
/// content decides.
std::optional<std::string> foreign_name(std::string_view name);

/// As foreign_name, by the first bytes: a PDF under the name of a text.
std::optional<std::string> foreign_content(std::string_view bytes);

/// The form of a file of this name, where it is one that its name tells: PDF, DOCX, ODT, EPUB,
/// e-mail, TEI.
std::optional<Form> document_form(std::string_view name);

/// The form of a file of this name, where it is one of records.
std::optional<Form> record_form(std::string_view name);

}  // namespace demarche
