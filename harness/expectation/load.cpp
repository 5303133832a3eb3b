#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "expectation/folders.hpp"
#include "expectation/loader.hpp"
#include "expectation/small_file.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"
#include "support/utf8.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;

std::string name_of(const fs::path& file, const fs::path& root) {
  const fs::path below = real_path(file).lexically_relative(real_path(root));
  const bool inside = !root.empty() && !below.empty() && *below.begin() != "..";
  fs::path name = inside ? below : file.filename();
  if (name.extension() == ".json") name.replace_extension();
  return name.generic_string();
}

bool is_defaults(const std::string& file) { return fs::path(file).filename() == kDefaultsName; }

class Loader {
 public:
  Loader(const std::string& root, const SetParameters& set) : root_(root), folders_(root), set_(set) {}

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
      add_file(path, fs::path(path).parent_path());
    } else {
      report("this is neither a file nor a folder", path, "expectations are *.json files, or folders of them");
    }
  }

  Loaded take() {
    refuse_undeclared();
    loaded_.errors.insert(loaded_.errors.begin(), folders_.errors().begin(), folders_.errors().end());
    return std::move(loaded_);
  }

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
    if (std::ranges::all_of(files, is_defaults))
      report("no expectation in this folder", folder, "expectations are *.json files");
    std::ranges::sort(files);
    for (const std::string& file : files) add_file(file, folder);
  }

  /// `loaded`: the folder that was named, or that of the file.
  void add_file(const std::string& file, const fs::path& loaded) {
    if (!files_.insert(real_path(file)).second) return;
    const auto& above = folders_.above(fs::path(file).parent_path(), loaded);
    if (is_defaults(file) || !above.is_json) return;
    const auto text = read_small_file(file);
    if (!text) {
      loaded_.errors.push_back(text.error());
      return;
    }
    const std::string name = name_of(file, root_);
    auto expectation = parse(*text, file, name, {above.files, set_});
    if (!expectation) {
      for (Error& error : expectation.error())
        if (std::ranges::find(folders_.errors(), error) == folders_.errors().end())
          loaded_.errors.push_back(std::move(error));
      return;
    }
    if (!above.is_good) return;  // what is wrong is told with the folder's own errors
    for (const Parameter& parameter : expectation->parameters) declared_.insert(parameter.name);
    const auto [first, is_new] = names_.emplace(name, file);
    if (!is_new) {
      report(fmt::format("a second expectation with the name {}", quote(name)), file,
             fmt::format("the first is {}; results are kept by name", first->second));
      return;
    }
    loaded_.expectations.push_back(std::move(*expectation));
  }

  /// What is meant is not known then, so nothing is loaded. Where a file is in
  /// error, what it declares is not known either.
  void refuse_undeclared() {
    if (!loaded_.errors.empty() || !folders_.errors().empty()) return;
    const std::vector<std::string_view> names(declared_.begin(), declared_.end());
    for (const auto& [name, value] : set_) {
      if (!declared_.contains(name))
        report(fmt::format("no expectation has a parameter {}", quote(name)), "--set",
               names.empty() ? R"(declare it in the file: "parameters": {"name": value})" : did_you_mean(name, names));
      else if (first_invalid_utf8(value) != std::string_view::npos)
        report(fmt::format("the value of {} is not valid UTF-8", quote(name)), "--set", "");
    }
    if (!loaded_.errors.empty()) loaded_.expectations.clear();
  }

  fs::path root_;
  Folders folders_;
  const SetParameters& set_;
  std::set<std::string> declared_;            ///< names of parameters
  std::set<fs::path> files_;                  ///< already read
  std::map<std::string, std::string> names_;  ///< and the file of each
  Loaded loaded_;
};

}  // namespace

Loaded load(const std::vector<std::string>& paths, const std::string& root, const SetParameters& set) {
  Loader loader(root, set);
  for (const std::string& path : paths) loader.add(path);
  return loader.take();
}

}  // namespace schedlitmus::expectation
