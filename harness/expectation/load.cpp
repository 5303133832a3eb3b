#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <system_error>

#include "expectation/loader.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;

/// An expectation is a page of text; what is larger is another file.
constexpr std::uintmax_t kLargestFile = 1U << 20U;

/// The path without "." and "..", as far as it exists without symbolic links.
fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : real;
}

std::string name_of(const fs::path& file, const fs::path& root) {
  const fs::path below = real_path(file).lexically_relative(real_path(root));
  const bool inside = !root.empty() && !below.empty() && *below.begin() != "..";
  fs::path name = inside ? below : file.filename();
  if (name.extension() == ".json") name.replace_extension();
  return name.generic_string();
}

class Loader {
 public:
  explicit Loader(const std::string& root) : root_(root) {}

  void add(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (path.empty() || !fs::exists(status)) {
      report("there is no such file or folder", path,
             error && status.type() == fs::file_type::none ? error.message()
                                                           : R"(expectations are *.json files, or folders of them)");
    } else if (fs::is_directory(status)) {
      add_folder(path);
    } else if (fs::is_regular_file(status)) {
      add_file(path);
    } else {
      report("this is neither a file nor a folder", path, "expectations are *.json files, or folders of them");
    }
  }

  Loaded take() { return std::move(loaded_); }

 private:
  void report(std::string what, const std::string& path, std::string hint) {
    loaded_.errors.push_back({std::move(what), path, std::move(hint)});
  }

  void add_folder(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      if (entry->is_directory(ignored)) {
        const auto name = entry->path().filename();
        if (name == "schema" || name == "controls") entry.disable_recursion_pending();
      } else if (entry->path().extension() == ".json") {
        files.push_back(entry->path().generic_string());
      }
    }
    if (error) {
      report("the folder cannot be read", folder, error.message());
      return;
    }
    if (files.empty()) report("no expectation in this folder", folder, "expectations are *.json files");
    std::ranges::sort(files);
    for (const std::string& file : files) add_file(file);
  }

  void add_file(const std::string& file) {
    if (!files_.insert(real_path(file)).second) return;
    const auto text = read_file(file);
    if (!text) {
      loaded_.errors.push_back(text.error());
      return;
    }
    const std::string name = name_of(file, root_);
    auto expectation = parse(*text, file, name);
    if (!expectation) {
      for (Error& error : expectation.error()) loaded_.errors.push_back(std::move(error));
      return;
    }
    const auto [first, is_new] = names_.emplace(name, file);
    if (!is_new) {
      report(fmt::format("a second expectation with the name {}", quote(name)), file,
             fmt::format("the first is {}; results are kept by name", first->second));
      return;
    }
    loaded_.expectations.push_back(std::move(*expectation));
  }

  static Result<std::string> read_file(const std::string& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (!error && size > kLargestFile)
      return fail("the file is larger than 1 MiB", file, "an expectation is a page of text");
    const std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    if (!stream || (size > 0 && !(bytes << stream.rdbuf())))
      return fail("the file cannot be read", file, error ? error.message() : "may it be read by this user?");
    std::string text = std::move(bytes).str();
    if (text.empty())
      return fail("the file is empty", file, R"(the smallest expectation has "title", "scenario" and "checks")");
    return text;
  }

  fs::path root_;
  std::set<fs::path> files_;                  ///< already read
  std::map<std::string, std::string> names_;  ///< and the file of each
  Loaded loaded_;
};

}  // namespace

Loaded load(const std::vector<std::string>& paths, const std::string& root) {
  Loader loader(root);
  for (const std::string& path : paths) loader.add(path);
  return loader.take();
}

}  // namespace schedlitmus::expectation
