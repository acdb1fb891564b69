package org.effigy.simulate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Card payments over one year: a unit is an account with 1 to 60 payments. Given the account, payments are independent
 * and then put in order of time.
 */
public final class CardTransactions implements SimulatedTable<Transaction> {
    private static final long TABLE = 2;

    private static final Fraud STANDARD = Fraud.atRate(Fraud.RATE);

    private final long seed;
    private final Fraud fraud;

    private CardTransactions(long seed, Fraud fraud) {
        this.seed = seed;
        this.fraud = fraud;
    }

    /** The table of this seed. */
    public static CardTransactions of(long seed) {
        return new CardTransactions(seed, STANDARD);
    }

    /** A table that its own {@link CardTruth} is wrong about, unless the rate is the one stated there. */
    static CardTransactions withFraudRate(long seed, double rate) {
        return new CardTransactions(seed, Fraud.atRate(rate));
    }

    /** What is true of every such table, whatever its seed. */
    public static CardTruth truth() {
        return CardTruth.of(STANDARD);
    }

    @Override
    public String title() {
        return "Card transactions (simulated)";
    }

    @Override
    public List<Column> columns() {
        return CardColumns.ALL;
    }

    @Override
    public List<String> cells(Transaction row) {
        return CardColumns.cells(row);
    }

    @Override
    public List<Transaction> unit(long unit) {
        String digits = Units.digits(unit);
        Draws draws = Draws.of(seed, TABLE, unit);
        Accounts.Account account = Accounts.draw(draws);
        List<Visit> visits = visits(draws, account);
        List<Transaction> rows = new ArrayList<>(visits.size());
        for (Visit visit : visits) {
            rows.add(payment(draws, account, digits, rows.size() + 1, visit));
        }
        return List.copyOf(rows);
    }

    /** A merchant and a channel, as positions in their lists, and the time. */
    private record Visit(int merchant, int channel, LocalDateTime time) {}

    private static List<Visit> visits(Draws draws, Accounts.Account account) {
        int payments = 1 + Accounts.PAYMENTS.get(account.spending()).draw(draws);
        List<Visit> visits = new ArrayList<>(payments);
        for (int i = 0; i < payments; i++) {
            int merchant = Merchants.MERCHANT.draw(draws);
            int channel = CardUse.channel(Merchants.category(merchant)).draw(draws);
            LocalDateTime time = CardUse.days(channel)
                    .draw(draws)
                    .atTime(CardUse.hour(channel).draw(draws), draws.below(60), draws.below(60));
            visits.add(new Visit(merchant, channel, time));
        }
        visits.sort(Comparator.comparing(Visit::time));
        return visits;
    }

    private Transaction payment(Draws draws, Accounts.Account account, String digits, int number, Visit visit) {
        Merchants.Category category = Merchants.categoryOf(visit.merchant);
        int channel = visit.channel;
        boolean abroad = draws.chance(CardUse.abroad(channel));
        int country = abroad ? Countries.abroad(account.home()).draw(draws) : account.home();
        boolean converted = abroad && draws.chance(Countries.CONVERTED);
        double amount = Amounts.draw(draws, category, account.spending());
        boolean chip = draws.chance(CardUse.chip(channel, abroad));
        boolean pin = draws.chance(CardUse.pin(channel, chip, amount >= CardUse.PIN_FROM));
        Transaction row = new Transaction(
                "T" + Units.row(digits, number),
                "A" + digits,
                account.cardType(),
                Countries.CODES.get(account.home()),
                Merchants.ids().get(visit.merchant),
                category.code(),
                CardUse.CHANNELS.get(channel),
                visit.time,
                Countries.CODES.get(country),
                Countries.CURRENCIES.get(Countries.currency(converted ? account.home() : country)),
                amount,
                CardUse.drawDistance(draws, channel, abroad),
                chip,
                pin,
                false);
        return row.withFraud(draws.chance(fraud.probability(row)));
    }
}
