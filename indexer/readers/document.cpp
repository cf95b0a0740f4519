// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/document.hpp"

#include "indexer/readers/html/html.hpp"
#include "indexer/readers/mail/mail.hpp"
#include "indexer/readers/office/docx.hpp"
#include "indexer/readers/office/epub.hpp"
#include "indexer/readers/office/odt.hpp"
#include "indexer/readers/pdf/pdf.hpp"

namespace demarche {

tl::expected<ReadStatement, std::string> read_document(Form form, std::string_view bytes) {
  switch (form) {
    case Form::text:
      return read_text(bytes);
    case Form::html:
      return read_html(bytes);
    case Form::pdf:
      return read_pdf(bytes);
    case Form::docx:
      return read_docx(bytes);
    case Form::odt:
      return read_odt(bytes);
    case Form::epub:
      return read_epub(bytes);
    case Form::mail:
      return read_mail(bytes);
    case Form::json_lines:
    case Form::csv:
    case Form::tsv:
    case Form::tei:
    case Form::json:
    case Form::mbox:
    case Form::archive:
      break;
  }
  return tl::make_unexpected(std::string("this form is not read by this version"));
}

}  // namespace demarche
