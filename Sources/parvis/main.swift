import ArgumentParser
import Configuration
import Hummingbird
struct A: ParsableCommand {}
A.main()
