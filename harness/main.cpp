#include "cli/cli.hpp"

int main(int argc, char** argv) { return schedlitmus::cli::main(argc, argv); }
