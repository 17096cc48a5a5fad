#!/bin/sh
# with_slurm.sh COMMAND... -- runs a command with a Slurm of one node on this
# machine, which ends with it. Exit status 77: there is none here, or it does not
# start.
for p in munged slurmctld slurmd sbatch; do
	PATH=$PATH:/usr/sbin command -v $p >/dev/null || exit 77
done
[ "$(id -u)" = 0 ] || exit 77
PATH=$PATH:/usr/sbin
d=$(mktemp -d)
chmod 755 "$d"
mkdir "$d/spool" "$d/state"
end() {
	for p in slurmd slurmctld munged; do
		[ -s "$d/$p.pid" ] && kill "$(cat "$d/$p.pid")" 2>/dev/null
	done
	sleep 0.2
	rm -rf "$d"
}
trap end EXIT
dd if=/dev/urandom of="$d/key" bs=128 count=1 2>/dev/null
chmod 400 "$d/key"
munged --force --key-file="$d/key" --socket="$d/munge" --pid-file="$d/munged.pid" \
	--log-file="$d/munge.log" --seed-file="$d/seed" >/dev/null 2>&1 || exit 77
host=$(hostname -s)
cat >"$d/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$d/munge
CryptoType=crypto/munge
SlurmctldPort=16817
SlurmdPort=16818
SlurmctldPidFile=$d/slurmctld.pid
SlurmdPidFile=$d/slurmd.pid
SlurmctldLogFile=$d/slurmctld.log
SlurmdLogFile=$d/slurmd.log
SlurmdSpoolDir=$d/spool
StateSaveLocation=$d/state
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
SLURM_CONF=$d/slurm.conf
export SLURM_CONF
slurmctld -c >/dev/null 2>&1 && slurmd -c >/dev/null 2>&1 || exit 77
i=0
until sinfo -h -o %T 2>/dev/null | grep -qE 'idle|mixed'; do
	i=$((i + 1))
	[ $i -lt 50 ] || { tail -5 "$d"/*.log >&2; exit 77; }
	sleep 0.2
done
"$@"
