// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/zip_file.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <stdexcept>

namespace demarche::test {
namespace {

void demand(int status, archive* zip) {
  if (status != ARCHIVE_OK) throw std::runtime_error(archive_error_string(zip));
}

Members joined(Members members, const Members& others) {
  members.insert(members.end(), others.begin(), others.end());
  return members;
}

}  // namespace

std::string zip_file(const Members& members, const std::string& password) {
  std::size_t room = 4096;
  for (const auto& [name, content] : members) room += content.size() + 2 * name.size() + 512;
  std::string bytes(room, '\0');
  std::size_t used = 0;
  archive* const zip = archive_write_new();
  demand(archive_write_set_format_zip(zip), zip);
  demand(archive_write_set_bytes_in_last_block(zip, 1), zip);
  if (!password.empty()) {
    demand(archive_write_set_options(zip, "zip:encryption=aes256"), zip);
    demand(archive_write_set_passphrase(zip, password.c_str()), zip);
  }
  demand(archive_write_open_memory(zip, bytes.data(), bytes.size(), &used), zip);
  for (const auto& [name, content] : members) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    demand(archive_write_header(zip, entry), zip);
    archive_write_data(zip, content.data(), content.size());
    archive_entry_free(entry);
  }
  demand(archive_write_free(zip), zip);
  bytes.resize(used);
  return bytes;
}

std::string docx_file(const std::string& body, const Members& others) {
  return zip_file(
      joined({{"word/document.xml", R"(<w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>)" +
                                        body + "</w:body></w:document>"}},
             others));
}

std::string odt_file(const std::string& text, const Members& others) {
  return zip_file(
      joined({{"mimetype", "application/vnd.oasis.opendocument.text"},
              {"content.xml",
               "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:draw=\"d\">"
               "<office:body><office:text>" +
                   text + "</office:text></office:body></office:document-content>"}},
             others));
}

std::string epub_file(const std::vector<std::string>& pages, const std::string& metadata) {
  std::string items, spine;
  Members members = {{"mimetype", "application/epub+zip"},
                     {"META-INF/container.xml",
                      "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/>"
                      "</rootfiles></container>"}};
  for (std::size_t at = 0; at < pages.size(); ++at) {
    items += fmt::format("<item id=\"i{0}\" href=\"text/page%20{0}.xhtml\"/>", at);
    spine += fmt::format("<itemref idref=\"i{}\"/>", at);
    members.emplace_back(
        fmt::format("OPS/text/page {}.xhtml", at),
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Not text</title></head><body>" +
            pages[at] + "</body></html>");
  }
  members.emplace_back("OPS/book.opf", "<package><metadata xmlns:dc=\"dc\">" + metadata +
                                           "</metadata><manifest>" + items +
                                           "</manifest>\n<spine>" + spine + "</spine></package>");
  return zip_file(members);
}

}  // namespace demarche::test
