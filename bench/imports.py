"""Records a second from a file to the last commit."""

import random


def invoices(path, count, accounts):
    """A file as spreadsheets write it."""
    chance = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        file.write("ref;date;due_date;account_id;kind;customer_ref;total_excl;total_vat;total_incl;remaining;state\n")
        for number in range(count):
            net = chance.randrange(1000, 999_999)
            vat = net // 5
            day = f"{1 + number % 28:02d}/{1 + number % 12:02d}/{2020 + number % 6}"
            file.write(
                f"IM{number:08d};{day};{day};C{number % accounts};standard;CDE {number % 9973};{money(net)};{money(vat)};{money(net + vat)};0,00;paid\n")


def money(cents):
    return f"{cents // 100},{cents % 100:02d}"

