#include "toolchain/goroot.hpp"

#include <filesystem>
#include <optional>
#include <sstream>

#include "support/files.hpp"
#include "support/quote.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

/// The name, which may be two words: "devel go1.22-0a1b2c".
Result<GoName> parse_name(std::istringstream& words) {
  GoName name;
  words >> name.toolchain;
  std::string number = name.toolchain;
  if (number == "devel") {
    words >> number;
    name.toolchain += " " + number;
    name.version.devel = true;
  }
  const auto suffix = number.find_first_of("-+");
  name.version.devel = name.version.devel || number.find("-devel") != std::string::npos;
  name.is_release = suffix == std::string::npos && !name.version.devel;
  const auto version = Version::parse(number.substr(0, suffix));
  if (!version) return fail(quote(name.toolchain) + " names no Go");
  const bool devel = name.version.devel;
  name.version = *version;
  name.version.devel = devel;
  return name;
}

/// A checkout without VERSION says towards which release it goes.
std::optional<Version> version_of_sources(const fs::path& folder) {
  const auto source = read_file(folder / "src/internal/goversion/goversion.go");
  const std::string constant = "const Version = ";
  const auto at = source ? source->find(constant) : std::string::npos;
  if (at == std::string::npos) return std::nullopt;
  const auto digits = source->substr(at + constant.size());
  auto version = Version::parse("1." + digits.substr(0, digits.find_first_not_of("0123456789")));
  if (!version) return std::nullopt;
  version->devel = true;
  return *version;
}

Result<Version> version_in(const fs::path& folder) {
  for (const char* file : {"VERSION", "VERSION.cache"}) {
    const auto text = read_file(folder / file);
    if (!text) continue;
    std::istringstream words(*text);
    if (const auto name = parse_name(words)) return name->version;
  }
  if (auto version = version_of_sources(folder)) return *version;
  return fail("no Go in it", folder.string(), "name a GOROOT: the folder that holds bin/go and VERSION or src");
}

}  // namespace

Result<GoName> parse_go_version(std::string_view output) {
  std::istringstream words{std::string(output)};
  std::string go;
  std::string word;
  if (!(words >> go >> word) || go != "go" || word != "version") return fail("not the answer of a go command");
  return parse_name(words);
}

Result<Version> version_of_goroot(const std::string& folder) {
  auto version = version_in(folder);
  if (!version) return version;
  std::error_code error;
  if (!fs::exists(fs::path(folder) / "bin" / "go", error)) {
    return fail("there is no bin/go in it", folder, "build it first: src/make.bash");
  }
  version->folder = folder;
  return version;
}

Result<Version> check_goroot(const Version& version) {
  auto there = version_of_goroot(version.folder);
  if (there && *there != version)
    return fail("the Go in it is " + there->number() + ", not " + version.number(), version.folder);
  return there;
}

}  // namespace schedlitmus::toolchain
