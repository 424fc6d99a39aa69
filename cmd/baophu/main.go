// Command baophu is the whole service: the chat bot, its stores and its tools.
package main

func main() {}
