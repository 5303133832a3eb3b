#include "driver.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "source_dir.hpp"
#include "store/store.hpp"
#include "support/files.hpp"

namespace schedlitmus::e2e {

Workplace::Workplace() {
  std::string pattern = (fs::temp_directory_path() / "schedlitmus-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

fs::path Workplace::write(const std::string& name, const std::string& text) const {
  const auto path = folder_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string Workplace::read(const std::string& name) const {
  auto text = read_file(folder_ / name);
  if (!text) throw std::runtime_error(to_string(text.error()));
  return std::move(*text);
}

pid_t Workplace::start(const std::vector<std::string>& args) const {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder_.c_str());
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, (folder_ / "out").c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (folder_ / "err").c_str(), flags, 0600);
  std::vector<std::string> words{"./schedlitmus"};  // as the script of that name hands it on
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::setenv("SCHEDLITMUS_HOME", source_dir().c_str(), 1);
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, SCHEDLITMUS_BINARY, &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("the program could not be started");
  return pid;
}

Finished Workplace::wait(pid_t pid) const {
  int status = 0;
  ::waitpid(pid, &status, 0);
  Finished finished;
  if (WIFEXITED(status)) finished.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
  finished.out = read("out");
  finished.err = read("err");
  return finished;
}

std::vector<pid_t> Workplace::programs_running(const std::string& name) const {
  std::vector<pid_t> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const auto number = entry.path().filename().string();
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    std::error_code gone;
    if (fs::read_symlink(entry.path() / "exe", gone).filename() == name) found.push_back(std::stoi(number));
  }
  return found;
}

std::size_t Workplace::stored_runs() const {
  auto store = store::Store::open((folder_ / ".schedlitmus/store.db").string());
  if (!store) throw std::runtime_error(to_string(store.error()));
  const auto campaign = store->latest();
  if (!campaign || !*campaign) return 0;
  return store->runs((*campaign)->id)->size();
}

}  // namespace schedlitmus::e2e
