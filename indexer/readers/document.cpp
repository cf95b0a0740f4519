// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/document.hpp"

namespace demarche {

tl::expected<ReadStatement, std::string> read_document(Form form, std::string_view bytes) {
  switch (form) {
    case Form::text:
      return read_text(bytes);
    case Form::html:
      break;
    case Form::pdf:
      break;
    case Form::docx:
      break;
    case Form::odt:
      break;
    case Form::epub:
      break;
    case Form::mail:
      break;
    case Form::json_lines:
    case Form::csv:
    case Form::tsv:
    case Form::json:
    case Form::mbox:
    case Form::archive:
      break;
  }
  return tl::make_unexpected(std::string("this form is not read by this version"));
}

}  // namespace demarche
