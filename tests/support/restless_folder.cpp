// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/restless_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "tests/support/pipeline_run.hpp"

namespace demarche::test {

std::map<std::string, std::string> RestlessFolder::statements() const {
  std::map<std::string, std::string> all;
  for (const auto& [name, file] : files_) all.insert(file.begin(), file.end());
  return all;
}

void RestlessFolder::change() {
  switch (pick(6)) {
    case 0:
    case 1:
      write_text(fmt::format("{}/{}.txt", pick(3), pick(12)), text());
      break;
    case 2:
      write_rows(fmt::format("rows{}.csv", pick(2)));
      break;
    case 3:
      write_records(fmt::format("z{}.jsonl", pick(2)));
      break;
    case 4:
      if (files_.size() > 1) remove(any_file());
      break;
    default:
      if (files_.size() > 1) rename();
  }
}

std::string RestlessFolder::sentence() {
  return fmt::format("The ferry of pier {} was late.", pick(9));
}

std::string RestlessFolder::text() {
  const std::string url = pick(3) == 0 ? fmt::format("url: https://pier{}.example\n", pick(3)) : "";
  const std::string title = pick(3) == 0 ? "title: On ferries\n" : "";
  return url + title + (url + title == "" ? "" : "\n") + sentence() + '\n';
}

void RestlessFolder::write_rows(const std::string& name) {
  const bool has_ids = pick(2) == 0;
  std::string table = has_ids ? "id,text,url\n" : "text,url\n";
  Statements rows;
  std::vector<std::size_t> ids(20);
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = i;
  std::shuffle(ids.begin(), ids.end(), random_);
  for (std::size_t i = 0, count = 1 + pick(6); i < count; ++i) {
    const std::string own_id = fmt::format("{}-{}", name, ids[i]);
    const std::string row =
        fmt::format("{},{}\n", sentence(), pick(2) == 0 ? "https://rows.example" : "");
    table += (has_ids ? own_id + ',' : "") + row;
    rows[has_ids ? own_id : fmt::format("{}#{}", name, i + 1)] = row;
  }
  write(name, table, rows);
}

void RestlessFolder::write_records(const std::string& name) {
  std::string lines;
  Statements records;
  for (std::size_t i = 0, count = 1 + pick(5); i < count; ++i) {
    const std::string id = fmt::format("{}:{}", name, i);
    lines += fmt::format("{{\"id\": \"{}\", \"text\": \"{}\"}}\n", id, records[id] = sentence());
  }
  write(name, lines, records);
}

void RestlessFolder::write_text(const std::string& name, const std::string& bytes) {
  write(name, bytes, {{name, bytes}});
}

void RestlessFolder::write(const std::string& name, const std::string& bytes,
                           const Statements& statements) {
  archive.write(name, bytes);
  // Long ago, so that the time proves something, and each time another.
  test::set_time(archive.source() + '/' + name, 1'600'000'000 + ++time_);
  files_[name] = statements;
}

void RestlessFolder::remove(const std::string& name) {
  archive.remove(name);
  files_.erase(name);
}

std::string RestlessFolder::any_file() {
  auto file = files_.begin();
  std::advance(file, pick(files_.size()));
  return file->first;
}

void RestlessFolder::rename() {
  const std::string from = any_file();
  if (!from.ends_with(".txt")) return;
  const std::string bytes = files_[from][from];
  remove(from);
  write_text(fmt::format("{}/moved{}.txt", pick(3), pick(9)), bytes);
}

}  // namespace demarche::test
