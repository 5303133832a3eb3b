#include "campaign/command_build.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <vector>

#include "campaign/programs.hpp"
#include "campaign/service_places.hpp"
#include "support/files.hpp"
#include "support/hash.hpp"

namespace schedlitmus::campaign {

namespace fs = std::filesystem;
using expectation::Executable;
using expectation::Expectation;

namespace {

std::string where_of(const Expectation& expectation) {
  return expectation.file.empty() ? std::string() : to_string(expectation.program_position);
}

/// The first of that name in PATH; empty: there is none.
std::string found_in_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto file = fs::path(folder) / name;
    std::error_code error;
    if (fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return fs::absolute(file).string();
  }
  return {};
}

/// With what it is made of, which a load that needs no Go has, too.
Result<toolchain::Build> built(const Executable& executable, const Expectation& expectation, bool is_load,
                               ReadyBinaries& binaries, const BuildPackage& build) {
  if (!executable.build.empty()) {
    const auto folder = find_package(expectation, executable.build);
    if (!folder) return tl::unexpected(folder.error());
    return build(*folder, is_load);
  }
  const auto path = ReadyBinaries::path_of(executable, expectation);
  if (!path) return tl::unexpected(path.error());
  const auto& binary = binaries.at(*path);
  if (!binary) return tl::unexpected(binary.error());
  return toolchain::Build{
      .executable = *path, .toolchain = binary->go, .go_line = {}, .default_godebug = {}, .made_of = binary->made_of};
}

Result<void> add_file(const fs::path& path, Hash& hash) {
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  hash.add(path.filename().string());
  hash.add(*bytes);
  return {};
}

/// The files that are copied into the service's folder.
Result<void> add_files(const expectation::Command& command, const Expectation& expectation, Hash& hash) {
  for (const auto& name : command.files) {
    const auto path = path_beside(expectation.file, name);
    std::error_code error;
    if (!fs::exists(path, error)) return fail("no such file of the command: " + path.string(), where_of(expectation));
    std::vector<fs::path> files;
    if (!fs::is_directory(path, error)) files.push_back(path);
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
      if (entry->is_regular_file(error)) files.push_back(entry->path());
    std::ranges::sort(files);
    for (const auto& file : files)
      if (auto added = add_file(file, hash); !added) return added;
  }
  return {};
}

}  // namespace

Result<std::string> ReadyBinaries::path_of(const Executable& executable, const Expectation& expectation) {
  const auto& written = executable.binary.empty() ? executable.argv.front() : executable.binary;
  const bool is_name = executable.binary.empty() && written.find('/') == std::string::npos;
  auto path = is_name ? found_in_path(written) : path_beside(expectation.file, written).string();
  std::error_code error;
  if (!path.empty() && fs::is_regular_file(path, error)) return path;
  if (is_name)
    return fail(fmt::format("no program \"{}\" in PATH", written), where_of(expectation),
                "a path, relative to the expectation's file, begins with ./");
  return fail(fmt::format("no such binary: {}", path), where_of(expectation),
              "the path is relative to the expectation's file");
}

const Result<toolchain::ReadyBinary>& ReadyBinaries::at(const std::string& path) {
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  return known_.emplace(path, toolchain::read_binary(path)).first->second;
}

Result<toolchain::Version> release_of(const Executable& executable, const Expectation& expectation,
                                      ReadyBinaries& binaries) {
  const auto path = ReadyBinaries::path_of(executable, expectation);
  if (!path) return tl::unexpected(path.error());
  const auto& binary = binaries.at(*path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto version = toolchain::Version::parse(binary->go)) return *version;
  if (auto version = toolchain::Version::parse(expectation.scenario.go)) return *version;
  return fail(fmt::format("{} does not say which Go release made it", *path), where_of(expectation),
              R"(name the release: "go": "1.22.1")");
}

Result<CommandBuild> build_command(const expectation::Command& command, const Expectation& expectation,
                                   ReadyBinaries& binaries, const BuildPackage& build) {
  auto service = built(command.executable, expectation, false, binaries, build);
  if (!service) return tl::unexpected(std::move(service.error()));
  CommandBuild all{std::move(*service), {}};
  Hash hash;
  hash.add(toolchain::program_of(all.service.made_of));
  if (command.load) {
    auto load = built(command.load->executable, expectation, true, binaries, build);
    if (!load) return tl::unexpected(std::move(load.error()));
    all.load = load->executable;
    hash.add(toolchain::program_of(load->made_of));
  }
  if (auto added = add_files(command, expectation, hash); !added) return tl::unexpected(added.error());
  if (all.service.made_of.empty() || (!command.load && command.files.empty())) return all;
  const auto tools = all.service.made_of.substr(toolchain::program_of(all.service.made_of).size());
  all.service.made_of = hash.digits() + tools;
  return all;
}

}  // namespace schedlitmus::campaign
