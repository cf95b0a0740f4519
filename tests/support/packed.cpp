// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/packed.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/support/temporary_folder.hpp"

namespace demarche::test {
namespace {

constexpr const char* beginning = R"(
import bz2, gzip, io, lzma, tarfile, warnings, zipfile
warnings.simplefilter('ignore')
def tar(name, mode, members):
    with tarfile.open(name, mode) as archive:
        for path, content in members:
            info = tarfile.TarInfo(path)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
def zip(name, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(name, 'w', method) as archive:
        for path, content in members:
            archive.writestr(path, content)
)";

}  // namespace

void run_python(const std::string& folder, const std::string& lines) {
  const TemporaryFolder scripts;
  const std::string script = scripts.write("make.py", beginning + lines);
  const std::string command = "cd '" + folder + "' && python3 '" + script + "'";
  REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace demarche::test
