#include "trace/block.hpp"

namespace schedlitmus::trace {
namespace {

/// P, M and G lines stand in this order.
int rank(char stage) {
  switch (stage) {
    case 'P':
      return 1;
    case 'M':
      return 2;
    case 'G':
      return 3;
    default:
      return 0;
  }
}

}  // namespace

void Block::open(const HeaderLine& line) {
  state_ = State::open;
  stage_ = 'S';
  torn_ = mixed_ = elided_ = missing_ = goroutines_damaged_ = false;
  if (pool_.trim()) reasons_.clear();
  sample_.time = line.time;
  sample_.header = line.header;
  sample_.detailed = line.detailed;
  sample_.complete = !line.without_ticks;
  sample_.has_local = !line.detailed;
  sample_.goroutines_whole = false;
  sample_.local.assign(line.local.begin(), line.local.end());
  sample_.schedticks.assign(line.schedticks.begin(), line.schedticks.end());
  sample_.procs.clear();
  sample_.machines.clear();
  sample_.goroutines.clear();
  sample_.extra.clear();
  keep_unknown('S', 0, line.extra);
}

void Block::lose() {
  state_ = State::lost;
  stage_ = 'S';
}

void Block::enter(char stage) {
  if (rank(stage) < rank(stage_)) mixed_ = true;
  if (elided_ && stage == 'G') goroutines_damaged_ = true;
  elided_ = false;
  stage_ = stage;
}

void Block::keep_unknown(char line, std::int64_t id, const UnknownKeys& unknown) {
  for (const auto& [key, value] : unknown)
    sample_.extra.push_back({.line = line, .id = id, .key = pool_.keep(key), .value = pool_.keep(value)});
}

void Block::add(const Proc& proc, const UnknownKeys& unknown) {
  enter('P');
  if (!sample_.procs.empty() && proc.id <= sample_.procs.back().id) mixed_ = true;
  sample_.procs.push_back(proc);
  keep_unknown('P', proc.id, unknown);
}

void Block::add(const Machine& machine, const UnknownKeys& unknown) {
  enter('M');
  sample_.machines.push_back(machine);
  auto& text = sample_.machines.back().preemptoff;
  if (text) text = pool_.keep(*text);
  keep_unknown('M', machine.id, unknown);
}

void Block::add(const Goroutine& goroutine, const UnknownKeys& unknown) {
  enter('G');
  sample_.goroutines.push_back(goroutine);
  auto& text = sample_.goroutines.back().waitreason;
  text = pool_.keep(text);
  keep_unknown('G', goroutine.id, unknown);
}

const char* Block::add_goroutines(const char* at, const char* end, std::uint64_t& lines) {
  const char* const next = read_goroutine_run(at, end, pool_, reasons_, sample_.goroutines, lines);
  if (next != at) enter('G');
  return next;
}

void Block::damage(char kind) {
  torn_ = true;
  if (rank(kind) != 1 && rank(kind) != 2) goroutines_damaged_ = true;
}

void Block::doubt_last_value() {
  torn_ = true;
  switch (stage_) {
    case 'P': {
      auto& fields = sample_.procs.back().fields;
      fields.unset(fields.printed(ProcField::timerslen) ? ProcField::timerslen : ProcField::gfreecnt);
      break;
    }
    case 'M':
      sample_.machines.back().fields.unset(MachineField::lockedg);
      break;
    case 'G':
      sample_.goroutines.back().lockedm.reset();
      break;
    default:
      sample_.header.unset(HeaderField::sysmonwait);
  }
}

bool Block::ended_with_number() const {
  switch (stage_) {
    case 'P':
      return true;
    case 'M':
      return sample_.machines.back().fields.get(MachineField::lockedg).has_value();
    case 'G':
      return sample_.goroutines.back().lockedm.has_value();
    default:
      return false;
  }
}

bool Block::take_queues() {
  const auto count = static_cast<std::size_t>(sample_.header.get(HeaderField::gomaxprocs).value_or(0));
  if (sample_.procs.size() != count || mixed_) return false;
  sample_.local.clear();
  sample_.schedticks.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const Proc& proc = sample_.procs[i];
    if (proc.id != static_cast<std::int64_t>(i)) return false;
    sample_.local.push_back(proc.fields.get(ProcField::runqsize).value_or(0));
    sample_.schedticks.push_back(proc.fields.get(ProcField::schedtick).value_or(0));
  }
  return true;
}

const Sample& Block::close() {
  state_ = State::none;
  if (!sample_.detailed) return sample_;
  sample_.has_local = take_queues();
  if (!sample_.has_local) {
    sample_.local.clear();
    sample_.schedticks.clear();
  }
  const auto threads = static_cast<std::size_t>(sample_.header.get(HeaderField::threads).value_or(0));
  const bool machines_whole = sample_.machines.size() == threads;
  const auto goroutines = sample_.goroutines.size();
  const bool goroutines_there = goroutines > 0 && !elided_;
  sample_.goroutines_whole = goroutines_there && !goroutines_damaged_ && !mixed_;
  missing_ = !sample_.has_local || !machines_whole || !goroutines_there;
  sample_.complete = !missing_ && !torn_ && !mixed_ && sample_.goroutines_whole;
  return sample_;
}

void Block::expect_goroutines(std::size_t least) {
  if (sample_.goroutines.size() >= least) return;
  sample_.goroutines_whole = false;
  sample_.complete = false;
  missing_ = true;
}

}  // namespace schedlitmus::trace
